import { LIMITS } from '../contracts/limits.js';
import type { Durability } from '../platform/redis/durability.js';
import { changingScript } from '../session/state/session-script.js';
import type { GradedQuestion } from './graded-session.js';

const script = changingScript(import.meta.url, './answer.lua');

/** A graded answer on its way to the script. */
export interface SubmittedAnswer {
  playerId: string;
  graded: GradedQuestion;
  /** 0 to 1. */
  fraction: number;
  /** The value as JSON. */
  value: string;
  /** The trace to which the answer belongs, if it is traced. */
  traceparent?: string;
}

/** The session to which answers belong, with its script keys, which are built once. */
export interface AnswerTarget {
  sessionId: string;
  keys: string[];
}

/** The outcome of one answer. */
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

/** Lines of the reply for each answer. */
const STRIDE = 7;

/**
 * Runs the answer script for answers of one session.
 *
 * An answer that counts, by this call or an earlier one, but is not durable yet gets `busy`. Sent again, it is a duplicate.
 *
 * @param outboxLimit entries the session's outbox may hold; answers beyond it get `busy`
 * @returns one outcome for each answer, in order; undefined when Redis does not have the session, or lacks a part of it
 */
export async function runAnswerScript(
  durability: Durability,
  { sessionId, keys }: AnswerTarget,
  answers: SubmittedAnswer[],
  outboxLimit: number,
): Promise<AnswerOutcome[] | undefined> {
  const scriptKeys = [...keys];
  const questionArgs: (string | number)[] = [];
  let answerLines = '';
  const places = new Map<GradedQuestion, number>();
  for (const { playerId, graded, fraction, value } of answers) {
    let place = places.get(graded);
    if (place === undefined) {
      place = places.size + 1;
      places.set(graded, place);
      const { id, timeLimitMs, weight } = graded.question;
      scriptKeys.push(graded.answersKey);
      questionArgs.push(id, timeLimitMs, weight, graded.scored ? 1 : 0, graded.number, graded.before);
    }
    // Ids have no line breaks, and JSON writes them as \n.
    answerLines += `${playerId}\n${place}\n${fraction}\n${value}\n`;
  }
  const { reply, durable } = await durability.run(sessionId, script, scriptKeys, [
    sessionId,
    LIMITS.graceMs,
    LIMITS.instantMs,
    outboxLimit,
    LIMITS.streakSteps,
    places.size,
    ...questionArgs,
    answerLines,
  ]);
  if (!reply) return undefined;
  const result = outcomes(reply as string);
  return durable ? result : result.map(untilDurable);
}

const untilDurable = (outcome: AnswerOutcome): AnswerOutcome =>
  outcome.status === 'accepted' || outcome.status === 'duplicate' ? { ...outcome, status: 'busy' } : outcome;

function outcomes(reply: string): AnswerOutcome[] {
  const result: AnswerOutcome[] = [];
  const lines = reply.split('\n');
  for (let i = 0; i < lines.length; i += STRIDE) {
    result.push({
      status: lines[i] as AnswerOutcome['status'],
      points: Number(lines[i + 1]),
      score: Number(lines[i + 2]),
      rank: Number(lines[i + 3]),
      streak: Number(lines[i + 4]),
      outboxId: lines[i + 5]!,
      event: lines[i + 6]!,
    });
  }
  return result;
}
