import type { Quiz } from '../../../src/contracts/quiz.js';
import type { HostTokens, SessionCreated } from '../../../src/contracts/rest.js';
import type { HostCommand, Leaderboard, SessionState } from '../../../src/contracts/session.js';
import { backoffMs, now, pause } from './clock.js';
import { REVEAL_MS, type SessionPlan } from './plan.js';
import type { Draft } from './kinds.js';
import { askedOf } from './quiz.js';
import { Refused, type Call } from './rest.js';
import type { World } from './world.js';

/** How often a call is repeated with a new token; by then a clock that was an hour ahead is right again. */
const LOGINS = 15;
const PASSWORD = 'ten letters and more';

/** The teacher of one slot, who registers once, and then opens and steers one session after the other. */
export class Host {
  private email = '';
  private token = '';

  constructor(
    private readonly world: World,
    private readonly name: string,
  ) {}

  async register(): Promise<void> {
    while (!this.token) {
      // The address is random, since a call that was repeated can have taken it before.
      const email = `${this.name}-${Math.random().toString(36).slice(2)}@load.example`;
      try {
        const body = { email, password: PASSWORD, name: this.name };
        const tokens = await this.world.rest.insist<HostTokens>('hosts', { body }, this.world.stopping);
        [this.email, this.token] = [email, tokens.accessToken];
      } catch (error) {
        if (!(error instanceof Refused && error.code === 'EMAIL_TAKEN')) throw error;
      }
    }
  }

  /** @returns the id of the new session. @throws Stopped, Refused */
  async openSession(plan: SessionPlan, questions: Draft[]): Promise<string> {
    const { mode, scoring, shuffleQuestions } = plan;
    const { history, tally, stopping } = this.world;
    const quiz = await this.call<Quiz>('quizzes', { body: { title: this.name, questions } }, stopping);
    const settings = {
      scoring,
      shuffleQuestions,
      ...(mode === 'live' && { autoAdvanceMs: REVEAL_MS }),
    };
    const body = { quizId: quiz.id, mode, settings };
    const { sessionId } = await this.call<SessionCreated>('sessions', { body }, stopping);
    history.write({
      type: 'session',
      at: now(),
      sessionId,
      mode,
      questions: questions.map(askedOf),
      scoring,
    });
    tally.stats.sessions += 1;
    return sessionId;
  }

  /** @throws Stopped when the load is given up, Refused */
  state(sessionId: string): Promise<SessionState> {
    return this.call<SessionState>(`sessions/${sessionId}`, { method: 'GET' }, this.world.abandoned);
  }

  /** The first places, as the host's page reads them. @throws Stopped when the load is given up, Refused */
  board(sessionId: string, limit: number): Promise<Leaderboard> {
    const path = `sessions/${sessionId}/leaderboard?limit=${limit}`;
    return this.call<Leaderboard>(path, { method: 'GET' }, this.world.abandoned);
  }

  /** @returns the new state. @throws Stopped when the load is given up, Refused */
  command(sessionId: string, command: HostCommand): Promise<SessionState> {
    this.world.history.write({ type: 'command', at: now(), sessionId, command });
    const call = { body: { command } };
    return this.call<SessionState>(`sessions/${sessionId}/commands`, call, this.world.abandoned);
  }

  private async call<Answer>(path: string, call: Call, stop: AbortSignal): Promise<Answer> {
    for (let login = 1; ; login++) {
      try {
        return await this.world.rest.insist<Answer>(path, { ...call, token: this.token }, stop);
      } catch (error) {
        // An access token lasts for a quarter of an hour. For an api whose clock is ahead, a token of another api has expired.
        if (!(error instanceof Refused && error.status === 401) || login > LOGINS) throw error;
        if (login > 1) await pause(login * backoffMs(), stop);
        const body = { email: this.email, password: PASSWORD };
        this.token = (await this.world.rest.insist<HostTokens>('hosts/login', { body }, stop)).accessToken;
      }
    }
  }
}
