import type { Quiz } from '../contracts/quiz.js';
import type { Audit, HostTokens, SessionCreated } from '../contracts/rest.js';
import type { HostCommand, SessionMode, SessionState, Settings } from '../contracts/session.js';
import type { PodiumApi } from './podium-api.js';

/** A quiz as it is posted: questions without ids are given one. */
export interface QuizDraft {
  title: string;
  description?: string;
  language?: string;
  questions: object[];
}

/** The parts of a new session; settings that are left out have their defaults. */
export interface SessionDraft {
  quizId: string;
  mode: SessionMode;
  settings?: Partial<Omit<Settings, 'scoring'>> & { scoring?: Partial<Settings['scoring']> };
}

/** The REST calls of a signed-in host. An access token is valid for 15 minutes; after that the host has to log in again. */
export class HostApi {
  private constructor(
    private readonly api: PodiumApi,
    private readonly token: string,
  ) {}

  /** Opens an account, and signs in with it. @throws ApiError */
  static async register(
    api: PodiumApi,
    host: { email: string; password: string; name: string },
  ): Promise<HostApi> {
    const { accessToken } = await api.call<HostTokens>('/v1/hosts', { method: 'POST', body: host });
    return new HostApi(api, accessToken);
  }

  /** @throws ApiError */
  static async logIn(api: PodiumApi, login: { email: string; password: string }): Promise<HostApi> {
    const { accessToken } = await api.call<HostTokens>('/v1/hosts/login', { method: 'POST', body: login });
    return new HostApi(api, accessToken);
  }

  createQuiz(quiz: QuizDraft): Promise<Quiz> {
    return this.post('/v1/quizzes', quiz);
  }

  /** Creates a quiz about English words of `level` 1 to 5; the same `seed` gives the same questions. */
  generateQuiz(wanted: { questions: number; level: number; seed?: number }): Promise<Quiz> {
    return this.post('/v1/quizzes/generate', { source: 'wordnet', ...wanted });
  }

  openSession(session: SessionDraft): Promise<SessionCreated> {
    return this.post('/v1/sessions', session);
  }

  command(sessionId: string, command: HostCommand, playerId?: string): Promise<SessionState> {
    return this.post(`/v1/sessions/${sessionId}/commands`, { command, ...(playerId && { playerId }) });
  }

  /** Whether what Redis counted and what MongoDB holds agree. */
  audit(sessionId: string): Promise<Audit> {
    return this.api.call(`/v1/sessions/${sessionId}/audit`, { token: this.token });
  }

  private post<Answer>(path: string, body: object): Promise<Answer> {
    return this.api.call(path, { method: 'POST', body, token: this.token });
  }
}
