/** The part of docs/faults.md about the findings of the committed runs: `npx tsx test/faults/summary.ts` prints it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { byKind, type KindFigures } from './run/kinds.js';
import type { Recovery } from './run/recovery.js';

/** The part of `resultOf` that the summary reads. */
export interface Result {
  run: {
    minutes: number;
    seed: number;
    durability: 'primary' | 'replica';
    /** Missing in results of runs in which faults did not overlap. */
    overlapping?: boolean;
  };
  totals: { faults: number; sessions: number; acknowledged: number };
  found: { violations: Record<string, number> };
  failures: string[];
  faults: { fault: number; kind: string; healthyMs: number }[];
  recoveries: Omit<Recovery, 'kind' | 'healthyMs'>[];
}

const FOLDER = fileURLToPath(new URL('./results/', import.meta.url));

/** All committed results, by seed. */
export const readResults = (): Result[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(FOLDER + name, 'utf8')) as Result)
    .toSorted((a, b) => a.run.seed - b.run.seed);

const number = (value: number) => value.toLocaleString('en-US');
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const recoveriesOf = ({ faults, recoveries }: Result): Recovery[] =>
  recoveries.map((recovery) => {
    const { kind, healthyMs } = faults.find(({ fault }) => fault === recovery.fault)!;
    return { ...recovery, kind, healthyMs };
  });

function row({ kind, faults, firstMs, disturbed, players, delayedMs, offlineMs }: KindFigures): string {
  const cells = [
    kind,
    String(faults),
    firstMs ? `${seconds(firstMs.median)} / ${seconds(firstMs.longest)}` : '–',
    `${disturbed} of ${players}`,
    delayedMs ? seconds(delayedMs.longest) : '–',
    offlineMs === undefined ? '–' : seconds(offlineMs),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The findings of the further checks, with their descriptions. */
const FURTHER: [kinds: string[], text: string][] = [
  [['stale-state', 'stale-board'], 'screens that showed something else than the server in the end'],
  [['rev-back', 'version-back'], 'steps back of a state or leaderboard'],
  [['closed-early'], 'questions closed while somebody was thinking'],
  [['waited'], 'questions that waited for somebody who had left'],
  [['refused', 'forgotten', 'seat-twice'], 'clients refused or forgotten wrongly'],
  [['late-in-kafka'], 'answers that came to Kafka late without a reason'],
  [['bound'], 'processes above a bound'],
];

/** How the effects of faults that go on at the same time are attributed. */
const OVERLAPPING =
  'Up to three faults go on at a time. A delay or a broken connection is attributed to the fault that began last before it. The ' +
  'figures of a kind therefore contain some effects of the faults that went on beside it, and show the order of magnitude. A fault ' +
  'that names nodes or sessions hits their players; every other fault hits all players.';

const HEAD = [
  '| fault | times | first answer again (median / longest) | players with a delayed answer | the last of them after | longest without connection |',
  '| --- | --- | --- | --- | --- | --- |',
];

function sentence(results: Result[], durability: Result['run']['durability']): string {
  const seeds = results.map(({ run }) => run.seed).join(', ');
  const totals = (pick: (result: Result) => number) => number(sum(results.map(pick)));
  const violations = (...kinds: string[]) =>
    totals(({ found }) => sum(kinds.map((kind) => found.violations[kind] ?? 0)));
  /** Checks that are missing in earlier results are left out. */
  const further = FURTHER.filter(([kinds]) =>
    kinds.every((kind) => results.every(({ found }) => kind in found.violations)),
  );
  const all = totals(({ found, failures }) => sum(Object.values(found.violations)) + failures.length);
  return [
    `\`ACK_DURABILITY=${durability}\`, ${results[0]!.run.minutes} minutes each with seeds ${seeds}:`,
    `${totals((one) => one.totals.faults)} faults, ${totals((one) => one.totals.acknowledged)} acknowledged answers in`,
    `${totals((one) => one.totals.sessions)} sessions; ${violations('lost', 'lost-in-kafka', 'lost-in-redis')} lost,`,
    `${violations('double')} counted twice, ${violations('phantom')} never sent, ${violations('points')} with other points,`,
    `${violations('not-ended')} sessions that did not end;`,
    ...further.map(([kinds, text]) => `${violations(...kinds)} ${text},`),
    `${all} violations and failures of any kind.`,
  ].join(' ');
}

/** Markdown: a sentence for each durability that has results, and a table for `replica`. */
export function summary(results: Result[]): string {
  const of = (durability: Result['run']['durability']) =>
    results.filter(({ run }) => run.durability === durability);
  const [replica, primary] = [of('replica'), of('primary')];
  return [
    sentence(replica, 'replica'),
    '',
    ...HEAD,
    ...byKind(replica.flatMap(recoveriesOf)).map(row),
    ...(replica.some(({ run }) => run.overlapping) ? ['', OVERLAPPING] : []),
    ...(primary.length > 0 ? ['', sentence(primary, 'primary')] : []),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(summary(readResults()));
