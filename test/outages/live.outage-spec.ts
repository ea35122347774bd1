import { Redis } from 'ioredis';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import type { Question } from '../../src/contracts/quiz.js';
import type { Leaderboard, SessionState } from '../../src/contracts/session.js';
import type { QuestionEvent, RevealEvent } from '../../src/contracts/socket-events.js';
import type { SessionRecord } from '../../src/session/session.schema.js';
import { auditSettled } from '../support/audit.js';
import { times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const PLAYERS = 60;
const NODES = 3;
/** The grace after the end of a question. */
const GRACE_MS = 250;

const short = (count: number): Question[] =>
  singles(count).map((question) => ({ ...question, timeLimitMs: 6_000 }));

const scores = ({ top }: Leaderboard) => top.map(({ playerId, rank, score }) => [playerId, rank, score]);

describe('a live session loses parts of the system', () => {
  let engines: Engines;
  let podium: Podium;
  let host: Host;
  const clients: Client[] = [];

  beforeAll(async () => {
    engines = await startEngines();
    podium = await startPodium({ engines, ws: NODES });
    host = await Host.register(podium.url);
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    await podium?.stop();
    await engines?.stop();
  });

  /** Seats players who reconnect by themselves, through the load balancer. */
  const seat = async (sessionId: string, count: number) => {
    const players = await times(count, async () =>
      Player.enter(await Player.join(podium.url, sessionId), { url: podium.url, reconnection: true }),
    );
    clients.push(...players);
    await Promise.all(players.map((player) => player.snapshot()));
    return players;
  };

  it('each ws node in turn, in the middle of a question: nobody and nothing is lost, and the clock is kept', async () => {
    const { sessionId, hostToken } = await host.live(short(NODES));
    const players = await seat(sessionId, PLAYERS);
    const accepted = new Map<string, number>(players.map(({ id }) => [id, 0]));
    const answer = async (player: Player, question: number) => {
      const ack = await player.answer(`q${question}`, ['a']);
      if (ack.status === 'accepted') accepted.set(player.id, accepted.get(player.id)! + 1);
      return ack.status;
    };
    for (const [question, node] of podium.ws.entries()) {
      await host.command(sessionId, question === 0 ? 'start' : 'next');
      await until(() => players.every((player) => player.payloads('question').length > question), {
        what: 'question for everyone',
        withinMs: 5_000,
      });
      const { closesAt } = players[0]!.payloads<QuestionEvent>('question').at(-1)!;
      const early = players.slice(0, PLAYERS / 2);
      expect(new Set(await Promise.all(early.map((player) => answer(player, question))))).toEqual(
        new Set(['accepted']),
      );
      const snapshots = players.map((player) => player.payloads('session').length);
      const lost = players.map(({ socket }) => socket);
      await node.kill('SIGKILL');
      await node.exited;
      await until(
        () =>
          lost.every(({ connected }) => connected) &&
          players.filter((player, index) => player.payloads('session').length > snapshots[index]!).length > 0,
        { what: () => `${lost.filter(({ connected }) => !connected).length} players back`, withinMs: 4_000 },
      );
      // A player who has answered cannot answer again, on any node. One player stays silent, so the time closes the question.
      expect(await answer(players[0]!, question)).toBe('duplicate');
      for (const player of players.slice(PLAYERS / 2, -1))
        expect(await answer(player, question)).toBe('accepted');
      await until(() => players.every((player) => player.payloads('result').length > question), {
        what: 'result for everyone',
        withinMs: 10_000,
      });
      const reveal = players[1]!.received.findLast(({ name }) => name === 'reveal')!;
      expect(Math.abs(reveal.at - (closesAt + GRACE_MS))).toBeLessThan(300);
      expect((reveal.payload as RevealEvent).answered).toBe(PLAYERS - 1);
      await node.restart();
    }
    // The node that ends the session dies right afterwards; the podium is written all the same.
    const last = podium.ws[0]!;
    const stage = await Client.connect(hostToken, { url: last.url });
    expect(await stage.send('host', { command: 'end' })).toMatchObject({ status: 'ok' });
    await last.kill('SIGKILL');
    const record = await until(() => ended(sessionId), { what: 'end in MongoDB', withinMs: 15_000 });
    expect(record).toMatchObject({ status: 'ended', players: PLAYERS });
    expect(record.standings).toEqual((await host.leaderboard(sessionId, 0, 100)).top);
    await last.restart();
    expect([...accepted.values()].toSorted()).toEqual([0, ...Array<number>(PLAYERS - 1).fill(NODES)]);
    expect(await auditSettled(host, sessionId)).toMatchObject({
      redis: { players: PLAYERS, answers: (PLAYERS - 1) * NODES },
      mongo: { players: PLAYERS, answers: (PLAYERS - 1) * NODES },
      consistent: true,
    });
  });

  const ended = async (sessionId: string) => {
    const client = await mongo.MongoClient.connect(engines.mongoUrl);
    try {
      const sessions = client.db().collection<SessionRecord>('sessions');
      return (await sessions.findOne({ _id: sessionId, status: 'ended' })) ?? undefined;
    } finally {
      await client.close();
    }
  };

  it('everything in Redis, in the middle of a question: it goes on with the same standings', async () => {
    const { sessionId, hostToken } = await host.live(singles(2));
    const players = await seat(sessionId, 10);
    const stage = await Client.connect(hostToken, { url: podium.url, reconnection: true });
    clients.push(stage);
    await host.command(sessionId, 'start');
    await Promise.all(players.map((player, index) => player.answer('q0', [index < 5 ? 'a' : 'b'])));
    await host.command(sessionId, 'next');
    expect(await players[0]!.answer('q1', ['a'])).toEqual({ status: 'accepted' });
    await auditSettled(host, sessionId);
    const before = (await stage.leaderboard({ limit: 50 })) as Leaderboard;

    const redis = new Redis(engines.redisUrl);
    await redis.flushall();
    redis.disconnect();

    const paused = await until(
      async () => {
        const state = (await stage.sync()) as SessionState;
        return state.status === 'paused' && state;
      },
      { what: 'session back from MongoDB', withinMs: 10_000 },
    );
    expect(paused).toMatchObject({ index: 1, players: 10 });
    expect(scores((await stage.leaderboard({ limit: 50 })) as Leaderboard)).toEqual(scores(before));
    expect(await stage.send('host', { command: 'resume' })).toMatchObject({ status: 'ok' });
    expect(await players[0]!.answer('q1', ['a'])).toEqual({ status: 'duplicate' });
    for (const player of players.slice(1)) {
      expect(await player.answer('q1', ['b'])).toEqual({ status: 'accepted' });
    }
    await until(async () => ((await stage.sync()) as SessionState).status === 'reveal', {
      what: 'early close, once presence must be complete',
      withinMs: 10_000,
    });
    await host.command(sessionId, 'end');
    expect(await auditSettled(host, sessionId)).toMatchObject({
      redis: { players: 10, answers: 20 },
      mongo: { players: 10, answers: 20 },
      consistent: true,
    });
  });
});
