import type { Value } from '../history.js';
import { ask } from './ask.js';
import { backoffMs, now, pause } from './clock.js';
import type { PlayerSocket } from './player-socket.js';
import type { World } from './world.js';

export interface Answer {
  questionId: string;
  value: Value;
  /** The planned time, by the clock of the history. */
  due: number;
  /** Each attempt consists of two messages at once, as from an impatient finger. */
  twice?: boolean;
}

const ACKNOWLEDGED = new Set(['accepted', 'duplicate']);
const EXPECTED = new Set(['late', 'closed']);
/** How often a self-paced question is opened again after an answer found it closed. */
const REOPENINGS = 5;

/**
 * Sends an answer until it has a final status or the session is over.
 *
 * @param reopen self-paced: opens a question again whose opening was lost in a failover. Resolves with false when it could not.
 * @returns whether it was acknowledged
 */
export async function deliver(
  world: World,
  line: PlayerSocket,
  answer: Answer,
  reopen?: () => Promise<boolean>,
): Promise<boolean> {
  const { tally } = world;
  const op = world.nextOp();
  let reopenings = 0;
  for (let attempt = 1; await isTurn(world, line); attempt++) {
    const tries = [attemptOnce(world, line, answer, op, attempt)];
    if (answer.twice) tries.push(attemptOnce(world, line, answer, op, ++attempt));
    const status = mostFinal(await Promise.all(tries));
    if (status === 'closed' && reopen && reopenings < REOPENINGS) {
      reopenings += 1;
      tally.stats.reopened += 1;
      if (await reopen()) continue;
    }
    if (status !== undefined && status !== 'busy') return settle(world, answer, status);
    await pause(backoffMs());
  }
  tally.stats.unacknowledged += 1;
  return false;
}

/** Waits for a time in which players answer, and for the connection. False when the session is over before. */
async function isTurn({ quiet }: World, line: PlayerSocket): Promise<boolean> {
  while (await line.ready()) {
    if (!quiet.isNow) return true;
    await quiet.past();
  }
  return false;
}

/** Two attempts at once can end differently: one can be too many for its socket, or get no reply. */
function mostFinal(statuses: (string | undefined)[]): string | undefined {
  const heard = statuses.filter((status) => status !== undefined);
  return (
    heard.find((status) => ACKNOWLEDGED.has(status)) ?? heard.find((status) => status !== 'busy') ?? heard[0]
  );
}

/** One attempt; undefined when it was not acknowledged. */
async function attemptOnce(
  { history, tally }: World,
  line: PlayerSocket,
  { questionId, value, due }: Answer,
  op: number,
  attempt: number,
): Promise<string | undefined> {
  const { sessionId, playerId } = line.seat;
  history.write({ type: 'sent', at: now(), sessionId, playerId, questionId, value, op, attempt, due });
  tally.stats.attempts += 1;
  const heard = await ask(line.socket, 'answer', { questionId, value });
  const at = now();
  if ('reason' in heard) {
    tally.stats.untold += 1;
    history.write({ type: 'untold', at, op, attempt, reason: heard.reason });
    return undefined;
  }
  const { status, ...rest } = heard.reply;
  const { points, score, rank } = rest as { points?: number; score?: number; rank?: number };
  history.write({ type: 'told', at, op, attempt, status, points, score, rank });
  if (status === 'busy') tally.stats.busy += 1;
  return status;
}

function settle({ tally }: World, { questionId, value }: Answer, status: string): boolean {
  tally.count(tally.stats.statuses, status);
  if (ACKNOWLEDGED.has(status)) {
    tally.stats.acknowledged += 1;
    tally.stats.lastAckAt = now();
    return true;
  }
  tally.stats.refused += 1;
  if (!EXPECTED.has(status)) tally.surprise(`${status}: ${JSON.stringify(value)} to ${questionId}`);
  return false;
}
