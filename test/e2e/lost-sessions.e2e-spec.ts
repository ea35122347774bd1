import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SessionCreated } from '../../src/contracts/rest.js';
import type { AnswerAck, EndedEvent } from '../../src/contracts/socket-events.js';
import type { SessionState } from '../../src/contracts/session.js';
import { keys } from '../../src/session/state/layout.js';
import { auditSettled, readAudit } from '../support/audit.js';
import { Host } from '../support/host.js';
import { LostSession } from '../support/lost-session.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { call, ok } from '../support/rest.js';
import { until } from '../support/until.js';

/** Makes MongoDB refuse writes; it can still be read. @returns a function that permits writes again */
async function lockMongo(): Promise<() => Promise<void>> {
  const client = await new MongoClient(inject('environment')['MONGODB_URL']!).connect();
  const admin = client.db().admin();
  await admin.command({ fsync: 1, lock: true });
  return async () => {
    await admin.command({ fsyncUnlock: 1 });
    await client.close();
  };
}

describe('a session that Redis has lost', () => {
  let podium: Podium;
  let host: Host;
  let lost: LostSession;
  const clients: Client[] = [];

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment') });
    host = await Host.register(podium.url);
    lost = new LostSession(podium.environment['REDIS_URL']!);
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    lost?.close();
    await podium?.stop();
  });

  const keep = <C extends Client>(client: C): C => {
    clients.push(client);
    return client;
  };
  const join = ({ sessionId }: SessionCreated, nickname?: string) =>
    Player.join(podium.url, sessionId, nickname);
  const enter = async (session: SessionCreated, reconnection = false) =>
    keep(await Player.enter(await join(session), { url: podium.url, reconnection }));

  /** A self-paced session in which Ada has answered the first of two questions, with everything in MongoDB. */
  const played = async (questions = singles(2)) => {
    const session = await host.session(questions);
    const ada = await enter(session);
    await ada.open(0);
    const first = await ada.answer(questions[0]!.id, ['a']);
    expect(first).toMatchObject({ status: 'accepted' });
    expect((await auditSettled(host, session.sessionId)).consistent).toBe(true);
    return { session, ada, first };
  };

  it('comes back for whatever asks for it', async () => {
    type Way = (session: SessionCreated, ada: Player) => Promise<unknown>;
    const ways: Record<string, Way> = {
      'a join': (session) => join(session),
      'the audit': async ({ sessionId }) => {
        expect((await readAudit(host, sessionId)).differences).toEqual([]);
      },
      'the leaderboard': ({ sessionId }) => host.leaderboard(sessionId),
      'a standing': ({ sessionId }, ada) => host.standing(sessionId, ada.id),
      'the host’s look': ({ sessionId }) => host.state(sessionId),
      'a look at the PIN': ({ pin }) => ok('GET', `${podium.url}/v1/pins/${pin}`),
      'a command': ({ sessionId }) => host.command(sessionId, 'lock'),
      'a socket': async (_session, ada) => keep(await Player.enter(ada.joined, { url: podium.url })),
    };
    const outcomes = await Promise.all(
      Object.entries(ways).map(async ([what, ask]) => {
        const session = await host.live(singles(2));
        const ada = await enter(session);
        ada.close();
        await auditSettled(host, session.sessionId);
        await lost.drop(session.sessionId);
        const outcome = await ask(session, ada).then(
          () => 'there',
          (error: Error) => error.message,
        );
        return [what, outcome, (await host.state(session.sessionId)).players > 0];
      }),
    );
    expect(outcomes).toEqual(Object.keys(ways).map((what) => [what, 'there', true]));
  });

  /** Plays while one key of the session is missing: in the middle of the game, and once more after the end. */
  async function withoutKey(name: string): Promise<void> {
    const { session, ada, first } = await played();
    const { sessionId } = session;
    const { points } = first as { points: number };
    await lost.redis.del(lost.key(sessionId, name));
    const again = keep(await Player.enter(ada.joined, { url: podium.url, reconnection: true }));
    await until(() => again.payloads<SessionState>('session').some(({ you }) => you?.score === points), {
      what: 'own score',
      withinMs: 15_000,
    });
    expect((await host.leaderboard(sessionId)).top).toMatchObject([
      { score: points, correct: 1, answered: 1 },
    ]);
    await again.open(1);
    expect(await again.answer('q1', ['b'])).toMatchObject({ status: 'accepted' });
    await host.command(sessionId, 'end');
    await auditSettled(host, sessionId);
    again.close();
    await lost.redis.del(lost.key(sessionId, name));
    const late = keep(await Player.enter(ada.joined, { url: podium.url, reconnection: true }));
    await until(() => late.payloads<EndedEvent>('ended').some(({ you }) => you?.score === points), {
      what: 'end with the own score',
      withinMs: 15_000,
    });
    expect(await readAudit(host, sessionId)).toMatchObject({ consistent: true, differences: [] });
  }

  it('counts as lost when only one of its keys is missing, in the middle of the game and after the end', async () => {
    const names = ['board', 'tallies', 'players', 'nicknames', 'quiz', 'answers:q0'];
    const outcomes = await Promise.all(
      names.map((name) =>
        withoutKey(name).then(
          () => `${name}: whole again`,
          (error: Error) => `${name}: ${error.message}`,
        ),
      ),
    );
    expect(outcomes).toEqual(names.map((name) => `${name}: whole again`));
  });

  it.concurrent('comes back with its PIN, and is swept again', async () => {
    const session = await host.live(singles(2));
    const { sessionId, pin } = session;
    await join(session);
    await auditSettled(host, sessionId);
    await lost.redis.del(keys.pin(pin));
    await lost.redis.zrem(keys.activeSessions, sessionId);
    await lost.drop(sessionId);
    expect((await host.state(sessionId)).players).toBe(1);
    await until(async () => (await lost.redis.get(keys.pin(pin))) === sessionId, {
      what: 'PIN',
      withinMs: 5_000,
    });
    await join(session, 'Bob');
    expect(await auditSettled(host, sessionId)).toMatchObject({ consistent: true, mongo: { players: 2 } });
  });

  it.concurrent(
    'is whole again although something of another kind was left under one of its names',
    async () => {
      const { session, ada } = await played();
      await lost.drop(session.sessionId);
      await lost.redis.set(lost.key(session.sessionId, 'tallies'), 'x');
      const again = keep(await Player.enter(ada.joined, { url: podium.url, reconnection: true }));
      await until(() => again.payloads<SessionState>('session').at(-1)?.you?.answered.length === 1, {
        what: 'own answers',
        withinMs: 10_000,
      });
      expect((await readAudit(host, session.sessionId)).differences).toEqual([]);
    },
  );

  it.concurrent('has all of its players, whatever its questions are called', async () => {
    const questions = [
      ...singles(1),
      { ...singles(1)[0]!, id: 'constructor' },
      { ...singles(1)[0]!, id: 'toString' },
    ];
    const { session } = await played(questions);
    await lost.drop(session.sessionId);
    const { top } = await host.leaderboard(session.sessionId);
    expect(top).toMatchObject([{ rank: 1, answered: 1, correct: 1 }]);
    expect((await readAudit(host, session.sessionId)).differences).toEqual([]);
  });

  it('has the answers that the workers were still to store, with the points of the first time', async () => {
    const session = await host.session(singles(6));
    const players = await Promise.all([enter(session, true), enter(session, true), enter(session, true)]);
    await auditSettled(host, session.sessionId);
    const first = new Map<string, AnswerAck>();
    const unlock = await lockMongo();
    try {
      for (const player of players) {
        for (const index of [0, 1, 2, 3]) {
          await player.open(index);
          const ack = await player.answer(`q${index}`, [index % 2 ? 'a' : 'b']);
          expect(ack).toMatchObject({ status: 'accepted' });
          first.set(`${player.id} ${index}`, ack);
        }
      }
      await lost.swept(session.sessionId);
      await lost.drop(session.sessionId);
      // A request waits as well: a rebuild that did not wait would have none of these answers.
      expect(
        await call('GET', `${podium.url}/v1/sessions/${session.sessionId}`, { token: host.token }),
      ).toMatchObject({ status: 503 });
    } finally {
      await unlock();
    }
    for (const player of players) {
      for (const index of [0, 1, 2, 3]) {
        const ack = await until(
          async () => {
            const again = await player.answer(`q${index}`, ['a']);
            return again.status !== 'busy' && again;
          },
          { what: 'answer', withinMs: 20_000 },
        );
        const {
          rank: _rank,
          score: _score,
          ...accepted
        } = first.get(`${player.id} ${index}`) as object as {
          rank: number;
          score: number;
        };
        expect(ack).toMatchObject({ ...accepted, status: 'duplicate' });
      }
    }
    const { redis, mongo, consistent } = await auditSettled(host, session.sessionId);
    expect({ consistent, redis }).toEqual({ consistent: true, redis: mongo });
    expect(redis.answers).toBe(12);
  });

  it('keeps nobody out for good while its rebuild takes long', async () => {
    const { session, ada } = await played();
    ada.close();
    await podium.workers[0]!.pause();
    const refusals: string[] = [];
    const socket = keep(await waitingPlayer(ada, refusals));
    try {
      await lost.drop(session.sessionId);
      socket.socket.connect();
      const answer = await call('GET', `${podium.url}/v1/sessions/${session.sessionId}`, {
        token: host.token,
      });
      expect(answer).toMatchObject({ status: 503, body: { code: 'BUSY' } });
      expect(answer.headers.get('retry-after')).toBe('1');
    } finally {
      await podium.workers[0]!.resume();
    }
    await until(() => socket.socket.connected, { what: 'connection', withinMs: 15_000 });
    expect(refusals).toEqual([]);
  });

  /** A player who has not connected yet, and who notes every final refusal. */
  const waitingPlayer = async ({ joined }: Player, refusals: string[]) => {
    const client = await Player.enter(joined, { url: podium.url, reconnection: true });
    client.socket.disconnect();
    client.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code) refusals.push(error.data.code);
    });
    return client;
  };

  it('is back at once, whatever strangers ask for', async () => {
    const { session, ada } = await played();
    ada.close();
    const started = performance.now();
    const flood = Array.from({ length: 400 }, (_, index) => {
      const id = index % 2 ? randomBytes(12).toString('hex') : randomBytes(8).toString('hex');
      return call('POST', `${podium.url}/v1/sessions/${id}/players`, { body: { nickname: 'x' } });
    });
    await lost.drop(session.sessionId);
    const dropped = performance.now();
    keep(await Player.enter(ada.joined, { url: podium.url, reconnection: true }));
    expect(performance.now() - dropped).toBeLessThan(2_000);
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([404]));
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(await lost.redis.exists('podium:rebuilds-due')).toBe(0);
  });
});
