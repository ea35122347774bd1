import type { Figure } from './bench.js';

/** The result of a bench, with its machine and time: a file under results/. */
export interface Result {
  bench: string;
  title: string;
  at: string;
  seconds: number;
  pairs: number;
  machine: object;
  figures: Figure[];
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

function row(bench: string, { name, value, unit, baseline, ratio, range, goal, reached }: Figure): string {
  const spread = range ? ` (${number(range.lower)} to ${number(range.upper)})` : '';
  const ratios = ratio
    ? `${ratio.median.toFixed(2)} (${ratio.lower.toFixed(2)} to ${ratio.upper.toFixed(2)})`
    : '';
  const verdict = goal ? `${goal}: ${reached ? 'yes' : '**no**'}` : '';
  const bare = baseline === undefined ? '' : number(baseline);
  return `| ${bench} | ${name} | ${number(value)} ${unit}${spread} | ${bare} | ${ratios} | ${verdict} |`;
}

/** All figures as a table of Markdown. */
export const table = (results: Result[]): string =>
  [
    '| bench | what | Podium | baseline | ratio | goal |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.flatMap(({ bench, figures }) => figures.map((figure) => row(bench, figure))),
  ].join('\n');
