import type { Question } from '../contracts/quiz.js';
import { keys, scriptKeys } from '../session/state/layout.js';
import type { Grader } from '../question/grader.js';
import { kindOf } from '../question/kinds.js';
import { type FrozenSession, playedQuestions } from '../session/frozen-session.js';
import type { AnswerTarget } from './answer-script.js';

/** A question with its grader, ready for answers. */
export interface GradedQuestion {
  question: Question;
  /** Redis key of its answers. */
  answersKey: string;
  grader: Grader;
  /** Whether its answers give points and move the streak. */
  scored: boolean;
  /** Live: its number in the session, from 0. */
  number: number;
  /** Live: the number of the scored question before it, -1 for none. A player who missed that one has lost the streak. */
  before: number;
}

/** A frozen session with a grader for each of its questions, by question id. */
export interface GradedSession {
  session: FrozenSession;
  target: AnswerTarget;
  questions: Map<string, GradedQuestion>;
}

const graded = new WeakMap<FrozenSession, GradedSession>();

/** Built once for each session in a process, and freed together with the session. */
export function gradedSession(session: FrozenSession): GradedSession {
  const known = graded.get(session);
  if (known) return known;
  const rule = session.settings.scoring.multiple;
  const { sessionId } = session;
  const questions = new Map<string, GradedQuestion>();
  let before = -1;
  playedQuestions(session).forEach((question, number) => {
    const kind = kindOf(question);
    const grader = kind.grader(question, rule);
    const { scored } = kind;
    const answersKey = keys.answers(sessionId, question.id);
    questions.set(question.id, { question, answersKey, grader, scored, number, before });
    if (scored) before = number;
  });
  const fresh: GradedSession = { session, target: { sessionId, keys: scriptKeys(sessionId) }, questions };
  graded.set(session, fresh);
  return fresh;
}
