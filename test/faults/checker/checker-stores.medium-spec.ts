import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cleanRun } from './fixture/clean-run.js';
import { acceptedAtOnce } from './fixture/defects/defect.js';
import { fillStores } from './fixture/fill-stores.js';
import type { ResultDocument } from './read-mongo.js';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const world = cleanRun({ seed: 2, live: 1, selfPaced: 1, players: 40 });
const [first] = world.results;

const engines = inject('environment');
let folder: string;
let mongo: MongoClient;
let redis: Redis;
let kafka: Kafka;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podium-checker-'));
  mongo = new MongoClient(engines['MONGODB_URL']!);
  redis = new Redis(engines['REDIS_URL']!);
  kafka = new Kafka({ brokers: [engines['KAFKA_BROKERS']!], logLevel: logLevel.NOTHING });
  await fillStores(world, { historyFile: historyFile(), mongo, kafka, redis });
}, 60_000);

afterAll(async () => {
  await mongo?.close();
  redis?.disconnect();
  if (folder) await rm(folder, { recursive: true });
}, 60_000);

const historyFile = () => join(folder, 'history.jsonl');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const run = (args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', main, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

const addresses = (change: Record<string, string> = {}): string[] =>
  Object.entries({
    '--history': historyFile(),
    '--mongo': engines['MONGODB_URL']!,
    '--kafka': engines['KAFKA_BROKERS']!,
    '--redis': engines['REDIS_URL']!,
    ...change,
  }).flat();

describe('the checker on real stores', () => {
  it('exits with 0 when nothing is wrong, and leaves no consumer group behind', async () => {
    const admin = kafka.admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    const { code, stdout } = await run(addresses());
    expect(stdout).toContain('2 sessions, 80 players');
    expect(stdout).toContain('2 sessions still in Redis');
    expect(stdout).toContain('No violation.');
    expect(code).toBe(0);
    expect((await admin.listGroups()).groups).toEqual(groups);
    await admin.disconnect();
  });

  it('exits with 1 and names the player whose score counts something twice', async () => {
    const results = mongo.db().collection<ResultDocument>('results');
    await results.updateOne({ _id: first!._id }, { $inc: { score: 500 } });
    const { code, stdout } = await run(addresses());
    expect(stdout).toContain(
      `double: 1\n    session ${first!.sessionId}, player ${first!.playerId}: MongoDB: score`,
    );
    expect(code).toBe(1);
    await results.updateOne({ _id: first!._id }, { $inc: { score: -500 } });
  });

  it('exits with 1 and names the answer that Redis does not have', async () => {
    const { sessionId, playerId, questionId } = acceptedAtOnce(world)[0]!;
    const key = `podium:{${sessionId}}:answers:${questionId}`;
    const record = (await redis.hget(key, playerId))!;
    await redis.hdel(key, playerId);
    const { code, stdout } = await run(addresses());
    expect(stdout).toContain(
      `lost-in-redis: 1\n    session ${sessionId}, player ${playerId}, question ${questionId}: `,
    );
    expect(code).toBe(1);
    await redis.hset(key, playerId, record);
  });

  it.each([
    ['--redis', 'redis://127.0.0.1:1'],
    ['--redis', 'redis-cluster://127.0.0.1:1,127.0.0.1:2'],
    ['--mongo', 'mongodb://127.0.0.1:1/podium?serverSelectionTimeoutMS=500'],
    ['--kafka', '127.0.0.1:1'],
    ['--history', 'there-is-no-such-file'],
  ])('exits with 2 when %s is %s', async (option, address) => {
    const { code, stderr } = await run(addresses({ [option]: address }));
    expect(stderr).toContain('no verdict');
    expect(code).toBe(2);
  });

  it('exits with 2 on wrong use, and explains itself', async () => {
    expect(await run([])).toMatchObject({ code: 2 });
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const option of ['--history', '--mongo', '--kafka', '--redis']) expect(stdout).toContain(option);
  });
});
