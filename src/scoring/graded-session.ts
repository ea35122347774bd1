import type { Question } from '../contracts/quiz.js';
import type { FrozenSession } from '../session/frozen-session.js';
import type { Grader } from './grader.js';
import { prepareGrader } from './graders.js';

/** A question with its grader, ready for answers. */
export interface GradedQuestion {
  question: Question;
  grader: Grader;
}

/** A frozen session with a grader for each of its questions, by question id. */
export interface GradedSession {
  session: FrozenSession;
  questions: Map<string, GradedQuestion>;
}

const graded = new WeakMap<FrozenSession, GradedSession>();

/** Built once for a session and process, and let go together with the session. */
export function gradedSession(session: FrozenSession): GradedSession {
  const known = graded.get(session);
  if (known) return known;
  const rule = session.settings.scoring.multiple;
  const fresh: GradedSession = {
    session,
    questions: new Map(
      session.quiz.questions.map((question) => [
        question.id,
        { question, grader: prepareGrader(question, rule) },
      ]),
    ),
  };
  graded.set(session, fresh);
  return fresh;
}
