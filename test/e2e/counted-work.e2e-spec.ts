import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Leaderboard } from '../../src/contracts/session.js';
import { PodiumApi } from '../../src/client/index.js';
import { keys } from '../../src/session/state/layout.js';
import { auditSettled } from '../support/audit.js';
import { crowd } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { sumOf } from '../support/metrics.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const PLAYERS = 200;
const JOINS = 200;
const QUESTIONS = 5;
const ANSWERS = PLAYERS * QUESTIONS;

let podium: Podium;
let host: Host;
let players: Player[];
let redis: Redis;
let sessionId: string;
let before: Map<string, number>;
let seconds: number;

/** The number of calls of each Redis command so far, including those in scripts. */
async function calls(): Promise<Map<string, number>> {
  const text = await redis.info('commandstats');
  return new Map(
    [...text.matchAll(/cmdstat_(\S+):calls=(\d+)/g)].map(([, name, count]) => [name!, Number(count)]),
  );
}

/** The number of scripts that Redis has run so far. */
const scripts = async () => {
  const found = await calls();
  return (found.get('evalsha') ?? 0) + (found.get('eval') ?? 0);
};

const connections = () => sumOf(podium.ws, 'podium_connections');

/** Bytes of what a player received, as JSON, by event or acknowledgement. */
const bytesOf = (player: Player, name: string): number[] =>
  player.received.filter((one) => one.name === name).map(({ payload }) => JSON.stringify(payload).length);

// The test counts instead of measuring time. Counts are the same on every machine, and change when an answer costs more work.
beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment') });
  host = await Host.register(podium.url);
  ({ sessionId } = await host.session(singles(QUESTIONS)));
  players = await crowd(podium, sessionId, PLAYERS);
  for (let index = 0; index < QUESTIONS; index++)
    await Promise.all(players.map((player) => player.open(index)));
  redis = new Redis(podium.environment['REDIS_URL']!);
  before = await calls();
  const startedAt = Date.now();
  for (let index = 0; index < QUESTIONS; index++) {
    await Promise.all(players.map((player) => player.answer(`q${index}`, ['a'])));
  }
  await until(() => players.every(({ boards }) => boards.at(-1)?.answers === ANSWERS), {
    what: 'board with all answers',
    withinMs: 10_000,
  });
  seconds = (Date.now() - startedAt) / 1_000;
  await auditSettled(host, sessionId);
});
afterAll(async () => {
  redis?.disconnect();
  players?.forEach((player) => player.close());
  await podium?.stop();
});

it('asks Redis once for many answers', async () => {
  const batches = await sumOf(podium.ws, 'podium_answer_batch_size_count');
  expect(await sumOf(podium.ws, 'podium_answer_batch_size_sum')).toBe(ANSWERS);
  expect(ANSWERS / batches).toBeGreaterThan(10);
  const after = await calls();
  const count = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  // The script's own writes for each answer: the record that makes it count once, the tally, the board, and the event.
  expect(count('hset') / ANSWERS).toBeLessThan(2.5);
  expect(count('zincrby') / ANSWERS).toBeLessThanOrEqual(1);
  expect(count('xadd') / ANSWERS).toBeLessThanOrEqual(1.01);
  // Many entries are removed from the outbox at a time.
  expect(count('xdel') / ANSWERS).toBeLessThan(0.1);
});

it('sends few bytes, and few messages', () => {
  for (const player of players) {
    expect(Math.max(...bytesOf(player, 'ack of answer'))).toBeLessThan(130);
    expect(player.boards.length).toBeLessThanOrEqual(2 * seconds + 2);
  }
  const board = players[0]!.boards.at(-1) as Leaderboard;
  expect(board.top).toHaveLength(10);
  expect(JSON.stringify(board).length).toBeLessThan(1_700);
});

it('writes many answers at once', async () => {
  const writes = await sumOf(podium.workers, 'podium_mongo_bulk_operations_count');
  const operations = await sumOf(podium.workers, 'podium_mongo_bulk_operations_sum');
  expect(operations).toBeGreaterThanOrEqual(ANSWERS);
  expect(operations / writes).toBeGreaterThan(10);
});

it('asks Redis once for a join', async () => {
  const api = new PodiumApi(podium.api[0]!.url);
  const known = await scripts();
  // The nodes' own work, such as the ticks of the leaderboard, goes on meanwhile: it is far less than a script for each join.
  for (let join = 0; join < JOINS; join++) await api.join(sessionId, `one more ${join}`);
  expect(((await scripts()) - known) / JOINS).toBeLessThan(1.5);
});

it('reads a session once, for its first player, though everybody has left it in between', async () => {
  const { sessionId: own } = await host.session(singles(1));
  const joined = await Promise.all(['Ada', 'Bob'].map((name) => Player.join(podium.url, own, name)));
  const quiz = keys.frozen(own);
  const reads: string[] = [];
  const monitor = await redis.duplicate().monitor();
  const others = await connections();
  monitor.on('monitor', (_time: string, [command, key]: string[]) => {
    if (command === 'get' && key === quiz) reads.push(command);
  });
  try {
    for (let round = 0; round < 2; round++) {
      const ada = await Player.enter(joined[0]!, { url: podium.ws[0]!.url });
      const bob = await Player.enter(joined[1]!, { url: podium.ws[0]!.url });
      await until(() => reads.length > 0, { what: 'reading', withinMs: 2_000 });
      expect(reads).toHaveLength(1);
      ada.close();
      bob.close();
      await until(async () => (await connections()) === others, { what: 'both gone', withinMs: 5_000 });
    }
  } finally {
    monitor.disconnect();
  }
});
