import type { Standing } from '../../src/contracts/session.js';
import { percentile, readable } from './percentile.js';
import type { Progress } from './progress.js';

/** A line of the display, without control characters; the terminal decides how a `style` looks. */
export interface Line {
  text: string;
  style?: 'bold' | 'dim' | 'green' | 'yellow' | 'red';
}

const BAR = 24;

export const number = (value: number): string => Math.round(value).toLocaleString('en-US');
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const bar = (done: number, all: number): string => {
  const full = Math.floor((Math.min(done, all) / all) * BAR);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
};

const counter = (label: string, done: number, all: number, more: string): string =>
  `  ${label.padEnd(10)} ${bar(done, all)} ${number(done).padStart(7)} of ${number(all)}${more && `  ${more}`}`;

const moved = (places: number): string => {
  if (places === 0) return '';
  return places > 0 ? `▲ ${places}` : `▼ ${-places}`;
};

const STYLES = ['yellow', 'bold', 'bold'] as const;

/** One row of the ranking, 64 columns wide. */
export const row = ({ rank, nickname, score, correct, answered, moved: places }: Standing): Line => ({
  text: [
    String(rank).padStart(4),
    nickname.padEnd(24),
    number(score).padStart(10),
    `${correct}/${answered}`.padStart(9),
    moved(places).padStart(7),
  ]
    .join('  ')
    .trimEnd(),
  style: STYLES[rank - 1],
});

const HEAD: Line = {
  text: ['#'.padStart(4), 'Player'.padEnd(24), 'Points'.padStart(10), 'Right'.padStart(9)].join('  '),
  style: 'dim',
};

/** The whole display, to be drawn over the one before. */
export function frame(progress: Progress): Line[] {
  const { title, players, questions, joined, connected, polling, away, returned, answers } = progress;
  const rate = progress.rate();
  const breaks = away + returned > 0 ? `${away} away, ${returned} back` : '';
  const transports = connected > 0 ? `${number(polling)} long-polling` : '';
  const p = (share: number) => readable(percentile(progress.latencies, share));
  return [
    { text: `Podium · ${title} · ${questions} questions · ${number(players)} players`, style: 'bold' },
    { text: '' },
    { text: counter('joined', joined, players, '') },
    { text: counter('connected', connected, players, transports) },
    { text: counter('answers', answers, progress.answersInAll, breaks) },
    {
      text: `  ${number(rate)} answers/s · acknowledged in p50 ${p(0.5)}, p99 ${p(0.99)} · ${seconds(progress.elapsedMs)}`,
    },
    { text: `  ${progress.phase}`, style: 'dim' },
    { text: '' },
    HEAD,
    ...(progress.board?.top ?? []).map(row),
  ];
}

/** The same in one line, for a log. */
export function compactLine(progress: Progress): string {
  const { joined, connected, answers, answersInAll, latencies, board } = progress;
  const leader = board?.top[0];
  return [
    seconds(progress.elapsedMs).padStart(7),
    progress.phase,
    `joined ${number(joined)}`,
    `connected ${number(connected)}`,
    `answers ${number(answers)}/${number(answersInAll)} (${number(progress.rate())}/s)`,
    ...(latencies.length > 0 ? [`p99 ${readable(percentile(latencies, 0.99))}`] : []),
    ...(leader ? [`first ${leader.nickname} ${number(leader.score)}`] : []),
  ].join('  ');
}
