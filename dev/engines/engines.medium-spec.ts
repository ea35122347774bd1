import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import kafkajs from 'kafkajs';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './index.js';
import { freePort, isFree } from './ports.js';
import { eventually, isRunning } from '../../test/support/processes.js';

/** These tests are about lost connections, so errors about them are ignored. */
const quiet = (redis: Redis) => redis.on('error', () => {});

describe('engines', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it('keep what Redis was told over a clean restart', async () => {
    const redis = quiet(new Redis(engines.redisUrl));
    await redis.set('kept', 'yes');
    const before = engines.redis.pid;
    await engines.redis.restart();
    expect(await redis.get('kept')).toBe('yes');
    expect(engines.redis.pid).not.toBe(before);
    expect(await redis.config('GET', 'maxmemory-policy')).toContain('volatile-lru');
    redis.disconnect();
  });

  it('keep a majority write of MongoDB over a kill', async () => {
    const client = await mongo.MongoClient.connect(engines.mongoUrl);
    const things = client.db().collection<{ _id: string }>('things');
    await things.insertOne({ _id: 'kept' }, { writeConcern: { w: 'majority', j: true } });
    await engines.mongo.kill('SIGKILL');
    await engines.mongo.exited;
    await engines.mongo.restart();
    expect(await things.findOne({ _id: 'kept' })).toEqual({ _id: 'kept' });
    await client.close();
  });

  it('keep a topic and its message over a restart of Kafka', async () => {
    const kafka = new kafkajs.Kafka({ brokers: [engines.kafkaBrokers], logLevel: kafkajs.logLevel.NOTHING });
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1 }] });
    await producer.connect();
    await producer.send({ topic: 'kept', acks: -1, messages: [{ value: 'yes' }] });
    await producer.disconnect();
    await engines.kafka.restart();
    expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ low: '0', high: '1' }]);
    await expect(admin.fetchTopicMetadata({ topics: ['mistyped'] })).rejects.toThrow(
      'does not host this topic',
    );
    await admin.disconnect();
  });

  it('answer nothing while paused, and go on after', async () => {
    const redis = quiet(new Redis(engines.redisUrl));
    await redis.ping();
    await engines.redis.pause();
    let answered = false;
    const pong = redis.ping().then(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(answered).toBe(false);
    await engines.redis.resume();
    await pong;
    redis.disconnect();
  });
});

it('stopping leaves neither a process, even a paused one, nor the temporary folder', async () => {
  const engines = await startEngines({ only: ['redis'] });
  const { pid } = engines.redis;
  await engines.redis.pause();
  await engines.stop();
  expect(await isRunning(pid)).toBe(false);
  expect(existsSync(engines.dataDir)).toBe(false);
});

it('a launcher that is killed takes its engines and its temporary folder with it', async () => {
  const args = ['--import', 'tsx', 'test/support/start-and-wait.ts'];
  const launcher = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(launcher.stdout), 'line');
  const { pids, folder } = JSON.parse(line) as { pids: number[]; folder: string };
  expect(await Promise.all(pids.map(isRunning))).toEqual([true, true, true]);
  launcher.kill('SIGKILL');
  await eventually(async () => !(await Promise.all(pids.map(isRunning))).includes(true), 10_000);
  expect(existsSync(folder)).toBe(false);
});

it('a start that fails names the engine and stops the others', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  const mongoPort = await freePort();
  const start = startEngines({ only: ['redis', 'mongo'], ports: { redis: port, mongo: mongoPort } });
  await expect(start).rejects.toThrow(`redis: port ${port} is already taken`);
  expect(await isFree(mongoPort)).toBe(true);
  squatter.close();
});
