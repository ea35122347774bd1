import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, type Engines, startEngines } from '../../dev/engines/index.js';
import type { AnswerResult } from '../../src/contracts/socket-events.js';
import { auditSettled } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

/** The time for which MongoDB and Kafka are away. */
const OUTAGE_MS = 20_000;
/** Within this time the sweeper has sent what a dead node left. */
const SWEPT_MS = 10_000;

interface Acknowledged {
  playerId: string;
  questionId: string;
  points: number;
  at: number;
  latencyMs: number;
}

/** The players of one session, who record every acknowledged answer. */
class Game {
  readonly acknowledged: Acknowledged[] = [];
  private next = 0;

  private constructor(
    readonly host: Host,
    readonly sessionId: string,
    private readonly players: Player[],
  ) {}

  static async start(host: Host, questions: number, players: number, urls: string[]): Promise<Game> {
    const { sessionId } = await host.session(singles(questions));
    const places = Array.from({ length: players }, (_, index) => urls[index % urls.length]!);
    const seated = await Promise.all(
      places.map(async (url) => Player.enter(await Player.join(host.url, sessionId), { url })),
    );
    return new Game(host, sessionId, seated);
  }

  /** All players open and answer the next question at once. */
  async burst(): Promise<void> {
    await this.open();
    await this.answer();
  }

  async open(): Promise<void> {
    await Promise.all(this.players.map((player) => player.open(this.next)));
  }

  async answer(): Promise<void> {
    const questionId = `q${this.next++}`;
    await Promise.all(
      this.players.map(async (player, place) => {
        const start = performance.now();
        const ack = await player.answer(questionId, [(place + this.next) % 3 > 0 ? 'a' : 'b']);
        if (ack.status !== 'accepted') throw new Error(`an answer was ${ack.status}`);
        const { points } = ack as AnswerResult;
        const latencyMs = performance.now() - start;
        this.acknowledged.push({ playerId: player.id, questionId, points, at: Date.now(), latencyMs });
      }),
    );
  }

  /** Answers questions, at most two a second, until `end` returns true. */
  async playUntil(end: () => boolean): Promise<void> {
    while (!end()) await Promise.all([this.burst(), sleep(500)]);
  }

  latencies(from: number, to: number): number[] {
    const within = this.acknowledged.filter(({ at }) => at >= from && at <= to);
    return within.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  }

  get points(): number {
    return this.acknowledged.reduce((sum, { points }) => sum + points, 0);
  }

  close(): void {
    this.players.forEach((player) => player.close());
  }
}

const quantile = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;

interface StoredResult {
  _id: string;
  sessionId: string;
  answers?: Record<string, { points: number }>;
}

describe('without losing or doubling an answer', { timeout: 180_000 }, () => {
  let engines: Engines;
  let podium: Podium;
  let host: Host;
  let client: mongo.MongoClient;
  const games: Game[] = [];

  const start = async (questions: number, players: number, urls = podium.ws.map(({ url }) => url)) => {
    const game = await Game.start(host, questions, players, urls);
    games.push(game);
    return game;
  };

  /** The number of acknowledged answers that MongoDB has with the same points. */
  const stored = async (game: Game): Promise<number> => {
    const documents = await client
      .db()
      .collection<StoredResult>('results')
      .find({ sessionId: game.sessionId })
      .toArray();
    const answers = new Map(documents.map(({ _id, answers: own = {} }) => [_id, own]));
    return game.acknowledged.filter(
      ({ playerId, questionId, points }) =>
        answers.get(`${game.sessionId}:${playerId}`)?.[questionId]?.points === points,
    ).length;
  };

  /** The contents of the stores once no answer is on its way. */
  const found = async (game: Game, withinMs?: number) => {
    const {
      redis,
      mongo: mongoTotals,
      differences,
      consistent,
    } = await auditSettled(host, game.sessionId, withinMs);
    return { redis, mongo: mongoTotals, differences, consistent, stored: await stored(game) };
  };

  /** The contents that they must have: every acknowledged answer, once. */
  const whole = (game: Game, players: number) => {
    const answers = game.acknowledged.length;
    const totals = { players, answers, points: game.points };
    return { redis: totals, mongo: totals, differences: [], consistent: true, stored: answers };
  };

  beforeAll(async () => {
    engines = await startEngines();
    podium = await startPodium({ engines, ws: 2 });
    host = await Host.register(podium.url);
    client = await mongo.MongoClient.connect(engines.mongoUrl);
  });
  afterAll(async () => {
    games.forEach((game) => game.close());
    await client?.close();
    await podium?.stop();
    await engines?.stop();
  });

  it('a ws node is killed with answers in its outbox: the sweeper brings them to MongoDB in 10 s', async () => {
    const [first, second] = podium.ws;
    const game = await start(6, 60, [second!.url]);
    await game.burst();
    await game.open();
    await engines.kafka.pause();
    try {
      await game.answer();
      await game.burst();
      expect(await stored(game)).toBeLessThan(game.acknowledged.length - 60);
    } finally {
      await second!.kill('SIGKILL');
      await second!.exited;
      await engines.kafka.resume();
    }
    const killedAt = Date.now();
    const isWhole = async () => (await stored(game)) === game.acknowledged.length;
    await until(isWhole, { what: 'acknowledged answers in MongoDB', withinMs: SWEPT_MS });
    console.log(`answers of a killed ws node were in MongoDB after ${Date.now() - killedAt} ms`);
    expect(await found(game)).toEqual(whole(game, 60));
    expect((await fetch(`${first!.url}/health/ready`)).status).toBe(200);
    await second!.restart();
  });

  it('a worker is killed again and again while it writes: nothing is written twice', async () => {
    const worker = podium.workers[0]!;
    const game = await start(32, 100);
    let cutShort = 0;
    for (const killAfterMs of [0, 5, 30]) {
      await worker.pause();
      for (let burst = 0; burst < 10; burst++) await game.burst();
      const before = await stored(game);
      await worker.resume();
      await until(async () => (await stored(game)) > before, {
        what: 'first write of the backlog',
        withinMs: 40_000,
        everyMs: 1,
      });
      await sleep(killAfterMs);
      await worker.kill('SIGKILL');
      await worker.exited;
      const written = await stored(game);
      console.log(`worker killed with ${written} of ${game.acknowledged.length} answers written`);
      if (written < game.acknowledged.length) cutShort++;
      await worker.restart();
    }
    await game.burst();
    expect(cutShort).toBeGreaterThan(0);
    expect(await found(game, 60_000)).toEqual(whole(game, 100));
  });

  /** Plays before, during and after an outage. Answers must always be acknowledged, about as fast as before. */
  const playThrough = async (engine: Engine, delayMs: number) => {
    const game = await start(160, 20);
    const startedAt = Date.now();
    await game.playUntil(() => Date.now() > startedAt + 3_000 + delayMs);
    const stopping = engine.stop();
    const stoppedAt = Date.now();
    await game.playUntil(() => Date.now() > stoppedAt + OUTAGE_MS);
    const endedAt = Date.now();
    await stopping;
    await engine.restart();
    const restart = Date.now();
    await game.playUntil(() => Date.now() > restart + 2_000);
    const before = game.latencies(startedAt, stoppedAt);
    const during = game.latencies(stoppedAt, endedAt);
    const quantiles = (list: number[]) => [0.5, 0.95, 1].map((share) => Math.round(quantile(list, share)));
    console.log(
      `${engine.name} away: ms of an answer before ${quantiles(before)}, during ${quantiles(during)}`,
    );
    expect(during.length).toBeGreaterThan(200);
    expect(quantile(during, 0.95)).toBeLessThan(Math.max(250, 3 * quantile(before, 0.95)));
    return game;
  };

  it.concurrent('MongoDB is away for 20 s in mid-game', async () => {
    const game = await playThrough(engines.mongo, 0);
    expect(await found(game, 90_000)).toEqual(whole(game, 20));
  });

  it.concurrent('Kafka is away for 20 s in mid-game', async () => {
    const game = await playThrough(engines.kafka, 8_000);
    expect(await found(game, 90_000)).toEqual(whole(game, 20));
  });
});
