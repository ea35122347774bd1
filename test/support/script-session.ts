import type { Question } from '../../src/contracts/quiz.js';
import type { Scoring } from '../../src/contracts/session.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { Environment } from '../../src/platform/config/environment.js';
import type { RedisConnection } from '../../src/platform/redis/connect.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { keys, scriptKeys, type SessionFields } from '../../src/session/state/layout.js';
import { kindOf } from '../../src/question/kinds.js';
import {
  type AnswerOutcome,
  runAnswerScript,
  type SubmittedAnswer,
} from '../../src/scoring/answer-script.js';
import type { GradedQuestion } from '../../src/scoring/graded-session.js';
import { create, join } from '../../src/session/state/scripts.js';

let sessions = 0;

export const durability = (redis: RedisConnection) => new Durability(redis, new Environment());

export const scriptOutbox = (redis: RedisConnection): Outbox => new Outbox(redis, durability(redis));

/** A session as the create script makes it, self-paced and open unless `more` says otherwise, for tests of the scripts. */
export async function createScriptSession(
  redis: RedisConnection,
  rule: Pick<Scoring, 'maxPoints' | 'timeWeight' | 'streakBonus'>,
  more: SessionFields = {},
): Promise<string> {
  const sessionId = `script-${process.pid}-${sessions++}`;
  const fields = {
    mode: 'self-paced',
    status: 'open',
    pin: '000000',
    size: 10,
    lateJoin: 1,
    questions: '',
    locked: 0,
    ...rule,
    ...more,
  };
  await create(durability(redis), sessionId, '{}', { head: '{"at":', tail: '}' }, fields);
  return sessionId;
}

export async function joinScriptSession(
  redis: RedisConnection,
  sessionId: string,
  playerId: string,
): Promise<void> {
  const newcomer = { playerId, nickname: playerId, folded: playerId.toLowerCase() };
  const outcome = await join(durability(redis), sessionId, newcomer, 1_000_000);
  if (!outcome || 'refused' in outcome) throw new Error(`no seat: ${JSON.stringify(outcome)}`);
}

/** A question in the form that the script needs; the test chooses the fraction of an answer. */
export const scriptQuestion = (
  id: string,
  timeLimitMs: number,
  weight: 0 | 1 | 2,
  scored = true,
): GradedQuestion => {
  const base = { id, text: id, timeLimitMs, weight };
  const question: Question = scored
    ? { ...base, type: 'true-false', correct: true }
    : { ...base, type: 'poll', choices: [] };
  const grader = kindOf(question).grader(question, 'strict');
  return { question, answersKey: '', grader, scored, number: 0, before: -1 };
};

/** Runs the answer script, with the keys of this session for its questions. */
export const submitAnswers = (
  redis: RedisConnection,
  sessionId: string,
  answers: SubmittedAnswer[],
  outboxLimit: number,
): Promise<AnswerOutcome[] | undefined> =>
  runAnswerScript(
    durability(redis),
    { sessionId, keys: scriptKeys(sessionId) },
    answers.map((answer) => ({
      ...answer,
      graded: { ...answer.graded, answersKey: keys.answers(sessionId, answer.graded.question.id) },
    })),
    outboxLimit,
  );
