import type { Evidence } from './evidence.js';
import type { JoinedAnswer } from './join-answers.js';
import type { Totals } from './verdict.js';

/** How much was judged: without evidence, the absence of violations would mean nothing. */
export function totalsOf(
  { history, kafka, redis }: Evidence,
  answers: JoinedAnswer[],
  ordersNotJudged: number,
): Totals {
  const sent = answers.filter(({ history }) => history && history.ops.length > 0);
  const unacknowledged = sent.filter(
    ({ history }) => !history!.ops.some((op) => op.accepted + op.duplicate > 0),
  );
  const players = [...history.values()].flatMap((session) => [...session.players.values()]);
  return {
    sessions: history.size,
    players: players.length,
    acknowledged: sent.length - unacknowledged.length,
    attempts: sum(sent.map(({ history }) => sum(history!.ops.map((op) => op.attempts)))),
    unacknowledged: unacknowledged.length,
    unacknowledgedCounted: unacknowledged.filter(({ mongo, kafka, redis }) => mongo ?? kafka ?? redis).length,
    boards: sum(players.flatMap(({ versions }) => [...versions.values()].map((seen) => seen.length))),
    sessionsInRedis: redis.size,
    outbox: sum([...redis.values()].map(({ outbox }) => outbox)),
    unreadableEvents: kafka.unreadable,
    ordersNotJudged,
  };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
