import { randomBytes } from 'node:crypto';
import type { Question, Quiz } from '../../src/contracts/quiz.js';
import type { HostedSession, HostTokens, Report, SessionCreated } from '../../src/contracts/rest.js';
import type {
  HostCommand,
  Leaderboard,
  Scoring,
  SessionMode,
  SessionState,
  Settings,
  StandingAround,
} from '../../src/contracts/session.js';
import { ok } from './rest.js';

/** Settings as a host sends them. */
export type GivenSettings = Partial<Omit<Settings, 'scoring'>> & { scoring?: Partial<Scoring> };

/** A host with an account, over REST. */
export class Host {
  private constructor(
    /** The address of the API: the load balancer, or an api node. */
    readonly url: string,
    readonly tokens: HostTokens,
    readonly password: string,
  ) {}

  static async register(url: string): Promise<Host> {
    const name = randomBytes(6).toString('hex');
    const password = `pw-${randomBytes(9).toString('base64url')}`;
    const body = { email: `${name}@example.org`, password, name };
    return new Host(url, await ok<HostTokens>('POST', `${url}/v1/hosts`, { body }), password);
  }

  get token(): string {
    return this.tokens.accessToken;
  }

  quiz(questions: Question[]): Promise<Quiz> {
    const body = { title: 'Of this test', description: 'Made for it', language: 'en', questions };
    return ok('POST', `${this.url}/v1/quizzes`, { body, token: this.token });
  }

  /** A self-paced session, open at once. */
  async session(quiz: Quiz | Question[], settings?: GivenSettings): Promise<SessionCreated> {
    return this.create('self-paced', quiz, settings);
  }

  /** A live session in its lobby. */
  live(quiz: Quiz | Question[], settings?: GivenSettings): Promise<SessionCreated> {
    return this.create('live', quiz, settings);
  }

  command(sessionId: string, command: HostCommand, playerId?: string): Promise<SessionState> {
    const body = { command, ...(playerId && { playerId }) };
    return ok('POST', this.of(sessionId, 'commands'), { body, token: this.token });
  }

  state(sessionId: string): Promise<HostedSession> {
    return ok('GET', `${this.url}/v1/sessions/${sessionId}`, { token: this.token });
  }

  leaderboard(sessionId: string, offset = 0, limit = 10): Promise<Leaderboard> {
    return ok('GET', this.of(sessionId, `leaderboard?offset=${offset}&limit=${limit}`), {
      token: this.token,
    });
  }

  standing(sessionId: string, playerId: string, around = 5): Promise<StandingAround> {
    return ok('GET', this.of(sessionId, `players/${playerId}/standing?around=${around}`), {
      token: this.token,
    });
  }

  report(sessionId: string): Promise<Report> {
    return ok('GET', this.of(sessionId, 'report?format=json'), { token: this.token });
  }

  private async create(
    mode: SessionMode,
    quiz: Quiz | Question[],
    settings?: GivenSettings,
  ): Promise<SessionCreated> {
    const { id: quizId } = Array.isArray(quiz) ? await this.quiz(quiz) : quiz;
    const body = { quizId, mode, ...(settings && { settings }) };
    return ok('POST', `${this.url}/v1/sessions`, { body, token: this.token });
  }

  private of(sessionId: string, rest: string): string {
    return `${this.url}/v1/sessions/${sessionId}/${rest}`;
  }
}
