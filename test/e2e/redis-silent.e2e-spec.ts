import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import type { Joined } from '../../src/contracts/rest.js';
import type { SessionState } from '../../src/contracts/session.js';
import { type QuestionEvent, SOCKET_PATH } from '../../src/contracts/socket-events.js';
import { Host } from '../support/host.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { call } from '../support/rest.js';
import { until, within } from '../support/until.js';

/** Longer than a failover takes, and longer than the timeouts of Redis commands and of clients' requests. */
const SILENT_MS = 6_500;

describe('a Redis that is silent for a while', () => {
  let engines: Engines;
  let podium: Podium;
  let host: Host;
  const clients: Client[] = [];
  const sockets: Socket[] = [];

  beforeAll(async () => {
    engines = await startEngines({ only: ['redis'] });
    podium = await startPodium({
      engines: inject('environment'),
      ws: 2,
      environment: engines.environment,
    });
    host = await Host.register(podium.url);
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    sockets.forEach((socket) => socket.disconnect());
    await podium?.stop();
    await engines?.stop();
  });

  const enter = async (joined: Joined, node: number) => {
    const player = await Player.enter(joined, { url: podium.ws[node]!.url, reconnection: true });
    clients.push(player);
    return player;
  };

  /** Makes Redis hang: its connections stay open, and it processes what was sent to it when it resumes. */
  const silence = async (during: () => Promise<unknown> = () => sleep(SILENT_MS)) => {
    await engines.redis.pause();
    try {
      await during();
    } finally {
      await engines.redis.resume();
    }
  };

  it('takes no open question from anybody, and not the time of it either', async () => {
    const { sessionId } = await host.live(
      singles(2).map((question) => ({ ...question, timeLimitMs: 30_000 })),
    );
    const seats = await Promise.all([0, 1, 2].map(() => Player.join(podium.url, sessionId)));
    const [ada, bob, cy] = await Promise.all(seats.map((joined, place) => enter(joined, place % 2)));
    await Promise.all([ada, bob, cy].map((player) => player!.snapshot()));
    await host.command(sessionId, 'start');
    await until(() => [ada!, bob!, cy!].every((player) => player.payloads('question').length > 0), {
      what: 'question',
      withinMs: 5_000,
    });
    const { closesAt } = ada!.payloads<QuestionEvent>('question')[0]!;
    expect(await ada!.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    await silence();
    for (const player of [bob!, cy!]) {
      const ack = await until(
        async () => {
          const reply = await player.answer('q0', ['a']);
          return reply.status !== 'busy' && reply;
        },
        { what: 'answer', withinMs: 8_000 },
      );
      expect(ack).toEqual({ status: 'accepted' });
    }
    await until(() => ada!.payloads('reveal').length === 1, { what: 'reveal', withinMs: 5_000 });
    const later = ada!.payloads<QuestionEvent>('question').at(-1)!;
    expect(later.closesAt - closesAt).toBeGreaterThan(SILENT_MS - 2_000);
    expect(((await bob!.sync()) as SessionState).status).toBe('reveal');
  });

  it('costs no player the seat or the nickname of a join that was sent into it', async () => {
    const { sessionId } = await host.session(singles(1));
    const url = `${podium.url}/v1/sessions/${sessionId}/players`;
    const ada = { nickname: 'Ada', key: 'a-key-of-this-client' };
    await silence(async () => {
      expect(await call('POST', url, { body: ada })).toMatchObject({ status: 503 });
    });
    const again = await call<Joined>('POST', url, { body: ada });
    expect(again.status).toBe(201);
    const once = await call<Joined>('POST', url, { body: ada });
    expect(once).toMatchObject({ status: 201, body: { playerId: again.body.playerId } });
    expect((await host.leaderboard(sessionId)).total).toBe(1);
    // The seat belongs to the client with the key.
    for (const key of [undefined, 'a-key-of-another-client']) {
      expect(await call('POST', url, { body: { nickname: 'Ada', key } })).toMatchObject({
        status: 409,
        body: { code: 'NICKNAME_TAKEN' },
      });
    }
    const player = await enter(again.body, 0);
    expect((await player.sync()) as SessionState).toMatchObject({ you: { nickname: 'Ada' } });
  });

  /** Players who reconnect again and again, so often that one of them is always connected. */
  const comeAgain = async (sessionId: string) => {
    const seats = await Promise.all(Array.from({ length: 12 }, () => Player.join(podium.url, sessionId)));
    const { url } = podium.ws[0]!;
    const waiting = seats.map(({ playerToken }) =>
      io(url, {
        path: SOCKET_PATH,
        auth: { token: playerToken },
        transports: ['websocket'],
        reconnectionDelay: 20,
        reconnectionDelayMax: 60,
        forceNew: true,
      }),
    );
    sockets.push(...waiting);
    const seen = waiting.map((socket) => new Promise((resolve) => socket.once('session', resolve)));
    return { waiting, seen };
  };

  /** A long-polling client that does not poll after it has sent its token: its connection cannot be closed before it polls. */
  const pollOnce = async ({ playerToken }: Joined) => {
    const address = `${podium.ws[0]!.url}${SOCKET_PATH}/?EIO=4&transport=polling`;
    const opened = await (await fetch(address)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const body = `40${JSON.stringify({ token: playerToken })}`;
    expect((await fetch(`${address}&sid=${sid}`, { method: 'POST', body })).status).toBe(200);
  };

  it('lets in everyone once a node can hear of the session, which it could not at first', async () => {
    const { sessionId } = await host.session(singles(1));
    const redis = new Redis(engines.redisUrl);
    try {
      await redis.acl('SETUSER', 'default', '-ssubscribe');
      await pollOnce(await Player.join(podium.url, sessionId));
      const { waiting, seen } = await comeAgain(sessionId);
      const attempts = waiting.map(
        (socket) => new Promise((resolve) => socket.io.on('reconnect_attempt', (n) => n > 0 && resolve(n))),
      );
      await within(Promise.all(attempts), 10_000, 'second attempt of everyone');
      await redis.acl('SETUSER', 'default', '+ssubscribe');
      await within(Promise.all(seen), 6_000, 'snapshot for everyone');
      expect(waiting.every(({ connected }) => connected)).toBe(true);
    } finally {
      await redis.acl('SETUSER', 'default', '+ssubscribe');
      redis.disconnect();
    }
  });
});
