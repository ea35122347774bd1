import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import type { AnswerEvent } from '../../src/contracts/kafka-events.js';
import { auditSettled } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const OUTBOX_LIMIT = 150;
const PLAYERS = 20;
/** Some 40 MB of events. */
const FLOOD = { players: 500, answers: 100, valueLength: 500 };
/** The most that a worker can grow by while MongoDB hangs and the flood arrives: a few batches, not the flood. */
const GROWTH_BYTES = 48 * 2 ** 20;

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

const residentBytes = async (pid: number): Promise<number> =>
  1024 * Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]);

const floodEvent = (player: number, answer: number): AnswerEvent => ({
  v: 1,
  id: `flood:p${player}:q${answer}`,
  at: 1_000 + answer,
  sessionId: 'flood',
  playerId: `p${player}`,
  questionId: `q${answer}`,
  value: 'x'.repeat(FLOOD.valueLength),
  fraction: 1,
  correct: true,
  points: 10,
  elapsedMs: 600,
  streak: answer + 1,
});

describe('what piles up is bounded', { timeout: 120_000 }, () => {
  let engines: Engines;
  let podium: Podium;
  const players: Player[] = [];

  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${podium.workers[0]!.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)![1]);
  };

  beforeAll(async () => {
    engines = await startEngines();
    podium = await startPodium({ engines, environment: { OUTBOX_LIMIT: String(OUTBOX_LIMIT) } });
  });
  afterAll(async () => {
    players.forEach((player) => player.close());
    await podium?.stop();
    await engines?.stop();
  });

  it('in the outbox while Kafka is away: with a warning, then `busy`, and all of it drains', async () => {
    const host = await Host.register(podium.url);
    const { sessionId } = await host.session(singles(20));
    for (let number = 0; number < PLAYERS; number++) {
      players.push(await Player.enter(await Player.join(podium.url, sessionId), { url: podium.url }));
    }
    await auditSettled(host, sessionId);
    await engines.kafka.pause();
    const busy: { player: Player; questionId: string }[] = [];
    const told: string[] = [];
    for (let index = 0; index < 10; index++) {
      for (const player of players) {
        await player.open(index);
        const { status } = await player.answer(`q${index}`, ['a']);
        told.push(status);
        if (status === 'busy') busy.push({ player, questionId: `q${index}` });
      }
    }
    const accepted = Array<string>(OUTBOX_LIMIT).fill('accepted');
    expect(told).toEqual([...accepted, ...Array<string>(10 * PLAYERS - OUTBOX_LIMIT).fill('busy')]);
    await until(async () => (await metric('podium_outbox_fullest_entries')) === OUTBOX_LIMIT, {
      what: 'full outbox in the gauge',
      withinMs: 10_000,
    });
    await until(async () => (await podium.logged()).includes(`at ${OUTBOX_LIMIT} its answers get busy`), {
      what: 'the warning',
      withinMs: 5_000,
    });

    await engines.kafka.resume();
    await until(async () => (await metric('podium_outbox_entries')) === 0, {
      what: 'empty outbox',
      withinMs: 40_000,
    });
    for (const { player, questionId } of busy) {
      expect(await player.answer(questionId, ['a'])).toMatchObject({ status: 'accepted' });
    }
    const { mongo: stored, consistent } = await auditSettled(host, sessionId);
    expect({ consistent, answers: stored.answers }).toEqual({ consistent: true, answers: 10 * PLAYERS });
  });

  it('in a worker while MongoDB hangs: its memory stays flat, and it goes on by itself', async () => {
    const { pid } = podium.workers[0]!;
    const before = await residentBytes(pid);
    await engines.mongo.pause();
    const producer = new kafkajs.Kafka({
      brokers: [engines.kafkaBrokers],
      logLevel: kafkajs.logLevel.NOTHING,
    }).producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    for (let answer = 0; answer < FLOOD.answers; answer++) {
      const messages = Array.from({ length: FLOOD.players }, (_, player) => ({
        key: `flood:p${player}`,
        value: JSON.stringify(floodEvent(player, answer)),
      }));
      await producer.send({ topic: 'podium.answers', acks: -1, messages });
    }
    await producer.disconnect();
    let most = 0;
    for (let look = 0; look < 16; look++) {
      most = Math.max(most, await residentBytes(pid));
      await sleep(500);
    }
    await engines.mongo.resume();
    const client = await mongo.MongoClient.connect(engines.mongoUrl);
    const results = client.db().collection<{ sessionId: string; score: number; answered: number }>('results');
    const whole = { sessionId: 'flood', score: 10 * FLOOD.answers, answered: FLOOD.answers };
    await until(async () => (await results.countDocuments(whole)) === FLOOD.players, {
      what: 'all answers in MongoDB',
      withinMs: 90_000,
      everyMs: 500,
    });
    await client.close();
    console.log(`worker: ${mebibytes(before)} MiB before, at most ${mebibytes(most)} MiB while MongoDB hung`);
    expect(most - before).toBeLessThan(GROWTH_BYTES);
  });
});
