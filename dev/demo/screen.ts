import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';
import type { Line } from './frame.js';

/** The output of the display. */
export interface Screen {
  /** Draws the lines over the previous ones on a terminal; an output that cannot do that gets `compact`. */
  draw(lines: Line[], compact: string): void;
  /** Prints lines that stay. */
  print(lines: Line[]): void;
  /** Leaves the terminal as it was found, and draws nothing more. */
  end(): void;
}

const EVERY_MS = 2_000;
const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';
const CLEAR_LINE = '\u001B[K';
const CLEAR_BELOW = '\u001B[J';
const up = (lines: number) => (lines > 0 ? `\u001B[${lines}A` : '');

/** Prints one line every two seconds, without control characters. */
export function logScreen(out: NodeJS.WritableStream, now = () => performance.now()): Screen {
  let next = 0;
  return {
    draw: (_lines, compact) => {
      if (now() < next) return;
      next = now() + EVERY_MS;
      out.write(`${compact}\n`);
    },
    print: (lines) => lines.forEach(({ text }) => out.write(`${text}\n`)),
    end: () => (next = Infinity),
  };
}

/** Redraws in place. Lines are cut to the width, since a wrapped line would make the count of lines wrong. */
export function terminalScreen(out: WriteStream): Screen {
  let height = 0;
  let width = out.columns;
  let ended = false;
  const colours = out.hasColors();
  const paint = ({ text, style }: Line, columns = Infinity) => {
    const cut = text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
    return style && colours ? styleText(style, cut) : cut;
  };
  const show = () => out.write(SHOW_CURSOR);
  process.once('exit', show);
  return {
    draw: (lines) => {
      if (ended) return;
      // In a resized window the old lines can have wrapped: they stay, and the display continues below them.
      if (out.columns !== width) height = 0;
      width = out.columns;
      const shown = lines.slice(0, out.rows - 1);
      const text = shown.map((line) => `${paint(line, width)}${CLEAR_LINE}\n`).join('');
      out.write(`${HIDE_CURSOR}\r${up(height)}${text}${CLEAR_BELOW}`);
      height = shown.length;
    },
    print: (lines) => {
      height = 0;
      lines.forEach((line) => out.write(`${paint(line)}\n`));
    },
    end: () => {
      ended = true;
      process.off('exit', show);
      show();
    },
  };
}

/** Redraws in place on a terminal; prints line by line into a pipe, on CI and on a terminal whose type is `dumb`. */
export const openScreen = (out: WriteStream = process.stdout): Screen =>
  out.isTTY && !process.env.CI && process.env.TERM !== 'dumb' ? terminalScreen(out) : logScreen(out);
