import type { Quiz, SingleQuestion } from '../../src/contracts/quiz.js';
import type { Audit, HostTokens, SessionCreated } from '../../src/contracts/rest.js';
import type { SessionState } from '../../src/contracts/session.js';
import type { Api } from './api.js';
import type { DemoOptions } from './options.js';

const LEVEL = 2;

/** The host of one game: owns the quiz, and so knows the answers. */
export interface Host {
  title: string;
  session: SessionCreated;
  /** By id. */
  questions: Map<string, SingleQuestion>;
  /** How to sign in as this host. */
  login: { email: string; password: string };
  audit(): Promise<Audit>;
  end(): Promise<SessionState>;
}

/** Registers a host, has a quiz generated and opens a self-paced session of it. */
export async function openGame(api: Api, { questions, seed }: DemoOptions): Promise<Host> {
  const login = { email: 'demo@podium.example', password: 'demo-demo-demo' };
  const { accessToken: token } = await api.call<HostTokens>('hosts', { body: { ...login, name: 'Demo' } });
  const quiz = await api.call<Quiz>('quizzes/generate', {
    token,
    body: { source: 'wordnet', questions, level: LEVEL, seed },
  });
  const session = await api.call<SessionCreated>('sessions', {
    token,
    body: { quizId: quiz.id, mode: 'self-paced' },
  });
  const path = `sessions/${session.sessionId}`;
  return {
    title: quiz.title,
    session,
    questions: new Map(quiz.questions.map((question) => [question.id, question as SingleQuestion])),
    login,
    audit: () => api.call<Audit>(`${path}/audit`, { method: 'GET', token }),
    end: () => api.call<SessionState>(`${path}/commands`, { token, body: { command: 'end' } }),
  };
}
