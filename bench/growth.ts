import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../dev/system.js';
import { LIMITS } from '../src/contracts/limits.js';
import { type Bench, type Context, type Figure, paired } from './bench.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds } from './machine.js';
import { type BenchSession, openSessions, startBenched } from './session.js';
import { warmUp } from './warm-up.js';

/** The players who answer, unless a case says otherwise. */
const PLAYERS = 400;
/** Answers that each player gives in a round. Fewer players give more answers each, so that all rounds take about as long. */
function answersOf(players: number): number {
  if (players < PLAYERS) return 24;
  return players > PLAYERS ? 4 : 8;
}
/** The work that follows the acknowledgements (relay, ticks) counts too. */
const AFTERWARDS_MS = 600;
const MOST_NODES = 4;
const MOST = 1.25;

interface Case {
  name: string;
  seated?: number;
  sessions?: number;
  nodes?: number;
  /** The players who answer. */
  players?: number;
}

const GROWING: Case[][] = [
  [100, 1_000, 10_000, 100_000].map((seated) => ({
    name: `${seated} players on the board`,
    seated,
    players: Math.min(PLAYERS, seated),
  })),
  [
    { name: '1 session, 1 ws node' },
    { name: '10 sessions', sessions: 10 },
    { name: '100 sessions', sessions: 100 },
    { name: '2 ws nodes', nodes: 2 },
    { name: `${MOST_NODES} ws nodes`, nodes: MOST_NODES },
    { name: '100 sessions of 16 players', sessions: 100, players: 1_600 },
    { name: '2 ws nodes, each as many players', nodes: 2, players: 2 * PLAYERS },
    {
      name: `${MOST_NODES} ws nodes, each as many players`,
      nodes: MOST_NODES,
      players: MOST_NODES * PLAYERS,
    },
  ],
];

/** The connected players of a case, and the processes that serve them. */
class Running {
  private round = 0;

  private constructor(
    private readonly load: LoadProcess,
    private readonly sessions: BenchSession[],
    private readonly pids: number[],
    private readonly answers: number,
  ) {}

  static async start(
    system: System,
    redisPid: number,
    rounds: number,
    { seated = 0, sessions = 1, nodes = 1, players = PLAYERS }: Case,
  ): Promise<Running> {
    const serving = system.ws.slice(0, nodes);
    const answers = answersOf(players);
    const opened = await openSessions(system.api[0]!.url, sessions, rounds * answers, players / sessions);
    await Fill.with(system.environment, async (fill) => {
      await fill.seat(opened[0]!, seated - players);
      for (const session of opened) await fill.open(session);
    });
    const load = await LoadProcess.start();
    const tokens = opened.flatMap((session) => session.tokens);
    const share = Math.ceil(tokens.length / nodes);
    for (const [place, { url }] of serving.entries()) {
      await load.connect(url, tokens.slice(place * share, (place + 1) * share));
    }
    return new Running(load, opened, [redisPid, ...serving.map(({ pid }) => pid)], answers);
  }

  /** Processor time of the ws nodes and of Redis for one answer, in microseconds. */
  async microseconds(): Promise<number> {
    const used = () => this.pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    const start = this.round++ * this.answers;
    const groups = this.sessions.map(({ questionIds, tokens }) => ({
      clients: tokens.length,
      questionIds: questionIds.slice(start, start + this.answers),
    }));
    const answers = groups.reduce((sum, { clients }) => sum + clients * this.answers, 0);
    const before = used();
    await this.load.answerOf(groups);
    await sleep(AFTERWARDS_MS);
    return (1e6 * (used() - before)) / answers;
  }

  stop(): void {
    this.load.stop();
  }
}

/** The cases take turns, and each is compared with the value of the first case in the same turn. */
async function compare(system: System, redisPid: number, cases: Case[], { pairs, say }: Context) {
  const running: Running[] = [];
  try {
    for (const one of cases) running.push(await Running.start(system, redisPid, pairs + 1, one));
    const rounds: number[][] = [];
    for (let round = 0; round <= pairs; round++) {
      const found: number[] = [];
      for (const one of running) found.push(await one.microseconds());
      say(cases.map(({ name }, place) => `${name}: ${found[place]!.toFixed(1)} µs`).join(', '));
      if (round > 0) rounds.push(found);
    }
    return cases.map(({ name }, place) =>
      paired(
        name,
        'µs/answer',
        rounds.map((found) => ({ podium: found[place]!, bare: found[0]! })),
        { atMost: MOST },
      ),
    );
  } finally {
    for (const one of running) one.stop();
  }
}

export const growth: Bench = {
  name: 'growth',
  title: 'processor time of ws nodes and Redis for an answer, as things grow',
  async run(context) {
    const { engines } = context;
    const system = await startBenched(engines, MOST_NODES);
    const redis = engines.all.find(({ name }) => name.startsWith('redis'))!;
    try {
      await warmUp(system, LIMITS.questions / 2);
      const figures: Figure[] = [];
      for (const cases of GROWING) figures.push(...(await compare(system, redis.pid, cases, context)));
      return figures;
    } finally {
      await system.stop();
    }
  },
};
