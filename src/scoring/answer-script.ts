import { LIMITS } from '../contracts/limits.js';
import type { Durability } from '../platform/redis/durability.js';
import { Script } from '../platform/redis/script.js';
import type { GradedQuestion } from './graded-session.js';

const script = Script.fromFiles(
  import.meta.url,
  '../platform/redis/keys.lua',
  '../leaderboard/board.lua',
  '../leaderboard/rows.lua',
  '../session/transitions.lua',
  './answer.lua',
);

/** A graded answer on its way to the script. */
export interface SubmittedAnswer {
  playerId: string;
  graded: GradedQuestion;
  /** 0 to 1. */
  fraction: number;
  /** The value as JSON. */
  value: string;
  /** The trace it belongs to, if it is traced. */
  traceparent?: string;
}

/** The session that answers belong to, with its script keys made once. */
export interface AnswerTarget {
  sessionId: string;
  keys: string[];
}

/** What the script made of one answer. */
export interface AnswerOutcome {
  status: 'accepted' | 'duplicate' | 'late' | 'closed' | 'busy' | 'forbidden';
  points: number;
  score: number;
  rank: number;
  streak: number;
  /** `accepted`: the event's id in the outbox. */
  outboxId: string;
  /** `accepted`: the event as JSON; `duplicate`: the record of the first answer. */
  event: string;
}

/** Values of the reply for each answer. */
const STRIDE = 7;

/**
 * Runs the answer script for answers of one session.
 *
 * An answer that counts, now or before, but is not durable yet gets `busy`: sent again, it is a duplicate.
 *
 * @param outboxLimit entries the session's outbox may hold; answers beyond it get `busy`
 * @returns one outcome for each answer, in order; undefined when Redis has no such session
 */
export async function runAnswerScript(
  durability: Durability,
  { sessionId, keys }: AnswerTarget,
  answers: SubmittedAnswer[],
  outboxLimit: number,
): Promise<AnswerOutcome[] | undefined> {
  const scriptKeys = [...keys];
  const questionArgs: (string | number)[] = [];
  const answerArgs: (string | number)[] = [];
  const places = new Map<GradedQuestion, number>();
  for (const { playerId, graded, fraction, value } of answers) {
    let place = places.get(graded);
    if (place === undefined) {
      place = places.size + 1;
      places.set(graded, place);
      const { id, timeLimitMs, weight } = graded.question;
      scriptKeys.push(graded.answersKey);
      questionArgs.push(id, timeLimitMs, weight, graded.grader.scored ? 1 : 0, graded.number, graded.before);
    }
    answerArgs.push(playerId, place, fraction, value);
  }
  const { reply, durable } = await durability.run(sessionId, script, scriptKeys, [
    sessionId,
    LIMITS.graceMs,
    LIMITS.instantMs,
    outboxLimit,
    places.size,
    ...questionArgs,
    ...answerArgs,
  ]);
  if (!reply) return undefined;
  const result = outcomes(reply as (string | number)[]);
  return durable ? result : result.map(untilDurable);
}

const untilDurable = (outcome: AnswerOutcome): AnswerOutcome =>
  outcome.status === 'accepted' || outcome.status === 'duplicate' ? { ...outcome, status: 'busy' } : outcome;

function outcomes(reply: (string | number)[]): AnswerOutcome[] {
  const result: AnswerOutcome[] = [];
  for (let i = 0; i < reply.length; i += STRIDE) {
    result.push({
      status: reply[i] as AnswerOutcome['status'],
      points: reply[i + 1] as number,
      score: reply[i + 2] as number,
      rank: reply[i + 3] as number,
      streak: reply[i + 4] as number,
      outboxId: reply[i + 5] as string,
      event: reply[i + 6] as string,
    });
  }
  return result;
}
