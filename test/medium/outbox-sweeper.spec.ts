import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import { TOPICS } from '../../src/contracts/kafka-events.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { OutboxSweeper } from '../../src/delivery/outbox-sweeper.js';
import { KafkaEventLog } from '../../src/platform/log/kafka/kafka-event-log.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { keys } from '../../src/session/state/layout.js';
import type { SessionRound } from '../../src/upkeep/session-round.js';
import { KafkaSide } from '../support/kafka.js';
import { until } from '../support/until.js';

const SESSIONS = 1_000;
const SWEPT_MS = 3_000;

const kafka = new KafkaSide(inject('environment')['KAFKA_BROKERS']!);
let primary: Engines;
let replica: Engines;
let redis: Redis;
let log: KafkaEventLog;
let stop: () => Promise<void>;
let runs = 0;

/** These sessions consist only of outboxes: the session round has nothing to do. */
const noRound = { look: () => Promise.resolve() } as unknown as SessionRound;

/** A sweeper as in a worker. */
function sweeper(durable: 'primary' | 'replica'): OutboxSweeper {
  const env = Object.assign(kafka.environment, {
    REDIS_URL: primary.redisUrl,
    ACK_DURABILITY: durable,
    NODE_NAME: `worker-${runs++}`,
  });
  const durability = new Durability(redis, env);
  const outbox = new Outbox(redis, durability);
  const made = new OutboxSweeper(redis, outbox, log, noRound, env);
  stop = async () => {
    await made.beforeApplicationShutdown();
    durability.onApplicationShutdown();
    await redis.flushall();
  };
  return made;
}

const join = (sessionId: string, nickname = 'Ada') =>
  JSON.stringify({ v: 1, id: 'e', at: 1, sessionId, type: 'player-joined', playerId: 'ada', nickname });

/** A session whose only event has waited for some seconds. */
async function wait(sessionId: string, field: string, event: string, ageMs = 5_000): Promise<void> {
  await redis.zadd(keys.activeSessions, await redis.zcard(keys.activeSessions), sessionId);
  await redis.xadd(keys.outbox(sessionId), `${Date.now() - ageMs}-0`, field, event);
}

const length = (sessionId: string) => redis.xlen(keys.outbox(sessionId));

beforeAll(async () => {
  [primary, replica] = await Promise.all([
    startEngines({ only: ['redis'] }),
    startEngines({ only: ['redis'] }),
  ]);
  redis = new Redis(primary.redisUrl);
  const follower = new Redis(replica.redisUrl);
  const { hostname, port } = new URL(primary.redisUrl);
  await follower.replicaof(hostname, Number(port));
  await until(async () => (await follower.info('replication')).includes('master_link_status:up'), {
    what: 'replication',
    withinMs: 20_000,
  });
  follower.disconnect();
  await kafka.admin.connect();
  await kafka.create(TOPICS.sessions, 6);
  await kafka.create(TOPICS.answers, 3);
  log = new KafkaEventLog(kafka.environment);
});
afterEach(() => stop());
afterAll(async () => {
  await log.onApplicationShutdown();
  await kafka.admin.disconnect();
  redis.disconnect();
  await Promise.all([primary?.stop(), replica?.stop()]);
});

describe('the sweeper', () => {
  it.each(['primary', 'replica'] as const)(
    `sends one join of each of ${SESSIONS} sessions in ${SWEPT_MS} ms (ACK_DURABILITY=%s)`,
    async (durable) => {
      const sessions = Array.from({ length: SESSIONS }, (_, place) => `${durable}-${place}`);
      await Promise.all(sessions.map((sessionId) => wait(sessionId, 's', join(sessionId))));
      const before = await kafka.count(TOPICS.sessions);
      sweeper(durable).onApplicationBootstrap();
      const left = async () =>
        (await Promise.all(sessions.map(length))).reduce((sum, waiting) => sum + waiting, 0);
      const start = Date.now();
      await until(async () => (await left()) === 0, { what: 'empty outboxes', withinMs: SWEPT_MS });
      console.log(`${SESSIONS} sessions swept in ${Date.now() - start} ms (${durable})`);
      expect((await kafka.count(TOPICS.sessions)) - before).toBe(SESSIONS);
    },
  );

  it('is stopped by no session: neither one that Redis can not read, nor one with what nobody can send', async () => {
    await wait('broken', 's', join('broken'));
    await redis.set(keys.outbox('broken'), 'no stream');
    // In order: larger than Kafka takes, of a kind that nobody knows, and no JSON.
    await wait('large', 's', join('large', 'x'.repeat(1_500_000)));
    await wait('strange', 'z', '{}');
    await wait('torn', 'a', '{"v":1,"playerId":');
    // This event was written while Redis' clock was an hour ahead.
    await wait('ahead', 's', join('ahead'), -3_600_000);
    for (const sessionId of ['fine-1', 'fine-2']) await wait(sessionId, 's', join(sessionId));
    sweeper('primary').onApplicationBootstrap();
    const others = ['fine-1', 'fine-2', 'torn', 'large', 'strange', 'ahead'];
    for (const sessionId of others) {
      await until(async () => (await length(sessionId)) === 0, {
        what: `empty outbox of ${sessionId}`,
        withinMs: 12_000,
      });
    }
    const parked = async (sessionId: string) =>
      (await redis.xrange(keys.parked(sessionId), '-', '+')).map(([, fields]) => fields.slice(2));
    expect(await parked('large')).toEqual([['reason', 'MESSAGE_TOO_LARGE']]);
    expect(await parked('strange')).toEqual([['reason', 'it names no topic']]);
    expect(await kafka.read(TOPICS.answers, 1, 1_000)).toContainEqual(
      expect.objectContaining({ key: 'torn', value: '{"v":1,"playerId":' }),
    );
  });
});
