import type { Audit, AuditTotals } from '../../src/contracts/rest.js';
import type { Ledger } from './ledger.js';

/** Everything that is compared once a game is over. */
export interface Outcome {
  ledgers: Ledger[];
  /** The number of questions, if everyone answers all of them; in a live session some players skip a question. */
  questions?: number;
  audit: Audit;
}

const number = (value: number) => value.toLocaleString('en-US');

const describeTotals = ({ players, answers, points }: AuditTotals) =>
  `${number(players)} players, ${number(answers)} answers, ${number(points)} points`;

/** The totals of all acknowledgements. */
export const toldTotals = (ledgers: Ledger[]): AuditTotals => ({
  players: ledgers.length,
  answers: ledgers.reduce((sum, { points }) => sum + points.size, 0),
  points: ledgers.reduce((sum, { total }) => sum + total, 0),
});

function* compareStores({ ledgers, audit }: Outcome): Generator<string> {
  const told = toldTotals(ledgers);
  for (const [name, totals] of [
    ['Redis', audit.redis],
    ['MongoDB', audit.mongo],
  ] as const) {
    if (describeTotals(totals) === describeTotals(told)) continue;
    yield `${name} holds ${describeTotals(totals)}; the players were told of ${describeTotals(told)}`;
  }
  if (audit.consistent) return;
  const { outbox, kafkaLag } = audit.pending;
  yield `the audit is not consistent: outbox ${outbox}, Kafka lag ${kafkaLag}, ${audit.differences.length} differences`;
  for (const difference of audit.differences) yield JSON.stringify(difference);
}

function* comparePlayer(ledger: Ledger, questions = ledger.points.size): Generator<string> {
  const { nickname, points, total, correct, score, standing } = ledger;
  yield* ledger.faults;
  if (points.size !== questions) yield `${nickname}: ${points.size} of ${questions} answers acknowledged`;
  if (score !== total) yield `${nickname}: told a score of ${score}, and points that make ${total}`;
  const told = `${total} points, ${correct} of ${points.size} right`;
  const stands = standing && `${standing.score} points, ${standing.correct} of ${standing.answered} right`;
  if (stands !== told) yield `${nickname}: told of ${told}; stands at ${stands ?? 'nothing'}`;
  if (!ledger.sawEnd) yield `${nickname}: was not told that the session has ended`;
}

/** Checks that ranks run from 1 to n, each once, and that no score is above the one before it. */
function* compareRanks(ledgers: Ledger[]): Generator<string> {
  const rows = ledgers.flatMap(({ standing }) => standing ?? []).toSorted((a, b) => a.rank - b.rank);
  for (const [place, row] of rows.entries()) {
    if (row.rank !== place + 1) yield `rank ${place + 1} is held by nobody or twice (next: ${row.nickname})`;
    const above = rows[place - 1];
    if (above && above.score < row.score)
      yield `${row.nickname} has more points than ${above.nickname} above`;
  }
}

function* compareVersions(ledgers: Ledger[]): Generator<string> {
  const counts = new Map<number, number>();
  for (const { version } of ledgers) counts.set(version, (counts.get(version) ?? 0) + 1);
  if (counts.size < 2) return;
  const list = [...counts]
    .toSorted(([a], [b]) => b - a)
    .map(([version, players]) => `${version} (${players})`);
  yield `the last leaderboard differs: version (players) ${list.join(', ')}`;
}

/** Every difference between what the players received and what the stores hold; none when all is well. */
export const differences = (outcome: Outcome): string[] => [
  ...compareStores(outcome),
  ...outcome.ledgers.flatMap((ledger) => [...comparePlayer(ledger, outcome.questions)]),
  ...compareRanks(outcome.ledgers),
  ...compareVersions(outcome.ledgers),
];
