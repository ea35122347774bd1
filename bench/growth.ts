import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startSystem } from '../dev/system.js';
import { scriptKeys } from '../src/platform/redis/keys.js';
import { sessionScripts } from '../src/session/session-scripts.js';
import { type Bench, type Context, type Figure, rangeOf } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds } from './machine.js';
import { type BenchSession, openSession, WITHOUT_LIMITS } from './session.js';

/** Who answers, whatever else grows. */
const PLAYERS = 400;
const ANSWERS = 30;
const MOST = 1.25;

interface Case {
  name: string;
  seated?: number;
  sessions?: number;
  nodes?: number;
}

const GROWING: Case[][] = [
  [100, 1_000, 10_000, 100_000].map((seated) => ({ name: `${seated} players on the board`, seated })),
  [1, 10, 100].map((sessions) => ({ name: `${sessions} sessions`, sessions })),
  [1, 2, 4].map((nodes) => ({ name: `${nodes} ws nodes`, nodes })),
];

/** Seats more players than REST would in this time, by the script that seats all. */
async function fill(redisUrl: string, sessionId: string, count: number): Promise<void> {
  const redis = new Redis(redisUrl);
  try {
    for (let start = 0; start < count; start += 1_000) {
      await Promise.all(
        Array.from({ length: Math.min(1_000, count - start) }, (_, index) => {
          const name = `seated-${start + index}`;
          return sessionScripts.join.run(redis, scriptKeys(sessionId), [
            sessionId,
            name,
            JSON.stringify(name),
            name,
            1_000_000,
            '',
          ]);
        }),
      );
    }
  } finally {
    redis.disconnect();
  }
}

/** Microseconds of all ws nodes and Redis for an answer, round by round. */
async function microseconds({ engines, pairs }: Context, { seated = 0, sessions = 1, nodes = 1 }: Case) {
  const system = await startSystem({ engines, ws: nodes, environment: WITHOUT_LIMITS });
  const load = await LoadProcess.start();
  const redis = engines.all.find(({ name }) => name.startsWith('redis'))!;
  const pids = [...system.ws.map(({ pid }) => pid), redis.pid];
  const used = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const players = seated > 0 ? Math.min(PLAYERS, seated) : PLAYERS;
  try {
    const opened: BenchSession[] = [];
    for (let place = 0; place < sessions; place++) {
      opened.push(await openSession(system.api[0]!.url, (pairs + 1) * ANSWERS, players / sessions));
    }
    const [first] = opened as [BenchSession];
    await fill(system.environment['REDIS_URL']!, first.sessionId, seated - players);
    const tokens = opened.flatMap((session) => session.tokens);
    const share = Math.ceil(tokens.length / nodes);
    for (const [place, { url }] of system.ws.entries()) {
      await load.connect(url, tokens.slice(place * share, (place + 1) * share));
    }
    await load.open(first.questionIds.length);
    const found: number[] = [];
    for (let round = 0; round <= pairs; round++) {
      // Ids are the same in every session of the same quiz size.
      const places = Array.from({ length: ANSWERS }, (_, index) => round * ANSWERS + index);
      const before = used();
      await load.answerOf(
        opened.map(({ questionIds, tokens: own }) => ({
          clients: own.length,
          questionIds: places.map((place) => questionIds[place]!),
        })),
      );
      await sleep(600);
      if (round > 0) found.push((1e6 * (used() - before)) / (tokens.length * ANSWERS));
    }
    return rangeOf(found);
  } finally {
    load.stop();
    await system.stop();
  }
}

export const growth: Bench = {
  name: 'growth',
  title: 'processor time of ws nodes and Redis for an answer, as things grow',
  async run(context) {
    const figures: Figure[] = [];
    for (const cases of GROWING) {
      let first: number | undefined;
      for (const one of cases) {
        const { median, min, max } = await microseconds(context, one);
        first ??= median;
        const ratio = { median: median / first, min: min / first, max: max / first };
        context.say(`${one.name}: ${median.toFixed(1)} µs, ${ratio.median.toFixed(2)} of the first`);
        figures.push({
          name: one.name,
          unit: 'µs/answer',
          value: median,
          baseline: first,
          ratio,
          goal: `at most ${MOST} of the first`,
          reached: ratio.median <= MOST,
        });
      }
    }
    return figures;
  },
};
