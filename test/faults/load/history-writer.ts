import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HistoryLine, SentLine } from '../history.js';

/** A history line as the load writes it: `due` is the planned time of an answer, however late it was sent. */
export type WrittenLine = Exclude<HistoryLine, SentLine> | (SentLine & { due: number });

const FLUSH_MS = 100;

/** Appends to `history.jsonl`, many lines at a time. */
export class HistoryWriter {
  private readonly stream: WriteStream;
  private readonly done: Promise<void>;
  private lines: string[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(file: string) {
    this.stream = createWriteStream(file, { flags: 'a' });
    this.done = finished(this.stream);
    // `close` reports the error; until then a full disk must not end the process.
    this.done.catch(() => undefined);
    this.timer = setInterval(() => this.flush(), FLUSH_MS);
  }

  write(line: WrittenLine): void {
    this.lines.push(JSON.stringify(line));
  }

  /** Resolves when all is in the file. @throws Error when something could not be written */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.flush();
    this.stream.end();
    await this.done;
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    this.stream.write(`${this.lines.join('\n')}\n`);
    this.lines = [];
  }
}
