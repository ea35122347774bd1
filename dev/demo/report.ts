import { number, row, type Line } from './frame.js';
import type { Played } from './game.js';
import type { Ledger } from './ledger.js';
import { percentile, readable } from './percentile.js';
import type { Progress } from './progress.js';
import { toldTotals } from './verify.js';

const PODIUM = 3;
/** Nobody reads more differences than this. */
const LISTED = 20;

const whatDiffers = (faults: string[]): Line[] => [
  { text: `${number(faults.length)} differences:`, style: 'red' },
  ...faults.slice(0, LISTED).map((text): Line => ({ text: `  ${text}`, style: 'red' })),
  ...(faults.length > LISTED ? [{ text: `  and ${number(faults.length - LISTED)} more` }] : []),
];

const whatHeld = (ledgers: Ledger[], { answers, returned }: Progress): Line[] =>
  [
    `each of ${number(answers)} answers was acknowledged, and counted once`,
    `what ${number(ledgers.length)} players were told = Redis = MongoDB = their standings`,
    ...(returned > 0 ? [`${number(returned)} left in mid-game and came back to the score they had`] : []),
    `everyone ended with the same leaderboard, version ${ledgers[0]?.version}`,
  ].map((text) => ({ text: `  ✓ ${text}` }));

/** The final podium, and what was compared or what differs. */
export function report({ ledgers, faults, progress }: Played): Line[] {
  const podium = ledgers
    .flatMap(({ standing }) => standing ?? [])
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, PODIUM)
    .map((standing) => row({ ...standing, moved: 0 }));
  const checks = faults.length > 0 ? whatDiffers(faults) : whatHeld(ledgers, progress);
  return [
    { text: '' },
    { text: 'The podium', style: 'bold' },
    ...podium,
    { text: '' },
    ...checks,
    { text: '' },
  ];
}

/** One line that sums up the result. */
export function summary({ ledgers, faults, audit, progress: { latencies } }: Played): Line {
  const { answers, points } = toldTotals(ledgers);
  const p = (share: number) => readable(percentile(latencies, share));
  const consistent = audit.consistent && faults.length === 0;
  return {
    text:
      `${number(answers)} answers, ${number(points)} points, ` +
      `acknowledged in p50 ${p(0.5)}, p99 ${p(0.99)}, consistent: ${consistent}`,
    style: consistent ? 'green' : 'red',
  };
}
