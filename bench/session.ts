import type { Engines } from '../dev/engines/index.js';
import { startSystem, type System } from '../dev/system.js';
import { type Audit, HostApi, type HostCommand, type Joined, PodiumApi } from '../src/client/index.js';

/** A session with seated players, whose questions are open so long that no player is late. */
export interface BenchSession {
  sessionId: string;
  pin: string;
  hostToken: string;
  questionIds: string[];
  playerIds: string[];
  /** The tokens of the players, in the same order. */
  tokens: string[];
  command(command: HostCommand): Promise<unknown>;
  audit(): Promise<Audit>;
}

const JOINS_AT_ONCE = 50;

/** The limits of roles, raised so far that they are not what is measured. */
export const WITHOUT_LIMITS = {
  SOCKET_EVENTS_PER_SECOND: '1000000',
  JOINS_PER_SECOND: '1000000',
  LOG_LEVEL: 'warn',
};

/** A system with `ws` ws nodes, whose topics and indexes exist already. */
export const startBenched = (engines: Engines, ws = 1): Promise<System> =>
  startSystem({ engines, prepared: true, ws, environment: WITHOUT_LIMITS });

let hosts = 0;

/** Registers a new host with a quiz of `questions` single-choice questions, opens a session and seats players. */
export async function openSession(
  url: string,
  questions: number,
  players: number,
  mode: 'live' | 'self-paced' = 'self-paced',
): Promise<BenchSession> {
  const [session] = await openSessions(url, 1, questions, players, mode);
  return session!;
}

/** Opens `sessions` sessions of one new host and one quiz, each with `players` players of its own. */
export async function openSessions(
  url: string,
  sessions: number,
  questions: number,
  players: number,
  mode: 'live' | 'self-paced' = 'self-paced',
): Promise<BenchSession[]> {
  const api = new PodiumApi(url);
  const login = {
    email: `bench-${process.pid}-${hosts++}@example.org`,
    password: 'a bench needs no secret',
  };
  const host = await HostApi.register(api, { ...login, name: 'bench' });
  const quiz = await host.createQuiz({
    title: 'bench',
    questions: Array.from({ length: questions }, (_, index) => ({
      type: 'single',
      text: `Question ${index + 1}`,
      timeLimitMs: 240_000,
      weight: 1,
      choices: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `Choice ${id}` })),
      correct: ['a'],
    })),
  });
  // A host's access token lives for 15 minutes, and a bench can take longer: so the host logs in again.
  const audit = async (sessionId: string) => (await HostApi.logIn(api, login)).audit(sessionId);
  const opened: BenchSession[] = [];
  for (let place = 0; place < sessions; place++) {
    const session = await host.openSession({ quizId: quiz.id, mode });
    const { sessionId } = session;
    const joined = await seat(api, sessionId, players);
    opened.push({
      ...session,
      questionIds: quiz.questions.map(({ id }) => id),
      playerIds: joined.map(({ playerId }) => playerId),
      tokens: joined.map(({ playerToken }) => playerToken),
      command: (command) => host.command(sessionId, command),
      audit: () => audit(sessionId),
    });
  }
  return opened;
}

async function seat(api: PodiumApi, sessionId: string, players: number): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (let start = 0; start < players; start += JOINS_AT_ONCE) {
    const seats = Array.from({ length: Math.min(JOINS_AT_ONCE, players - start) }, (_, index) =>
      api.join(sessionId, `p${start + index}`),
    );
    joined.push(...(await Promise.all(seats)));
  }
  return joined;
}
