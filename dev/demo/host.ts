import {
  ApiError,
  HostApi,
  type Audit,
  type PodiumApi,
  type SessionCreated,
  type SingleQuestion,
} from '../../src/client/index.js';
import type { DemoOptions } from './options.js';

const LEVEL = 2;

/** The login of the demo's host. */
export const LOGIN = { email: 'demo@podium.example', password: 'demo-demo-demo' };

/** The host of one game, who owns the quiz and therefore knows the answers. */
export interface Host {
  title: string;
  session: SessionCreated;
  /** By id. */
  questions: Map<string, SingleQuestion>;
  audit(): Promise<Audit>;
  end(): Promise<unknown>;
}

/** Signs the demo's host in, or registers it when the system has not seen a demo before. */
export async function signIn(api: PodiumApi): Promise<HostApi> {
  try {
    return await HostApi.register(api, { ...LOGIN, name: 'Demo' });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'EMAIL_TAKEN') throw error;
    return HostApi.logIn(api, LOGIN);
  }
}

/** Lets the server generate a quiz, and opens a self-paced session of it. */
export async function openGame(api: PodiumApi, { questions, seed }: DemoOptions): Promise<Host> {
  const host = await signIn(api);
  const quiz = await host.generateQuiz({ questions, level: LEVEL, seed });
  const session = await host.openSession({ quizId: quiz.id, mode: 'self-paced' });
  return {
    title: quiz.title,
    session,
    questions: new Map(quiz.questions.map((question) => [question.id, question as SingleQuestion])),
    audit: () => host.audit(session.sessionId),
    end: () => host.command(session.sessionId, 'end'),
  };
}
