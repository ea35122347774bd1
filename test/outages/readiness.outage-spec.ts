import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import type { Engine } from '../../dev/engines/child.js';
import type { RoleProcess } from '../../dev/roles.js';
import type { SessionCreated } from '../../src/contracts/rest.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { call } from '../support/rest.js';
import { until } from '../support/until.js';

interface Report {
  status: string;
  details: Record<string, { status: string }>;
}

const readiness = ({ url }: RoleProcess) => call<Report>('GET', `${url}/health/ready`);

describe('readiness tells the truth', () => {
  let engines: Engines;
  let podium: Podium;
  let session: SessionCreated;
  let player: Player;

  const engineOf = (name: string): Engine => engines.all.find((engine) => engine.name === name)!;
  const roles = () => ({ api: podium.api[0]!, ws: podium.ws[0]!, worker: podium.workers[0]! });

  /** Waits until the probe of each role returns the expected status. */
  async function untilStatuses(expected: Record<string, number>): Promise<void> {
    let seen: Record<string, number> = {};
    const { api, ws, worker } = roles();
    await until(
      async () => {
        const answers = await Promise.all([api, ws, worker].map(readiness));
        seen = Object.fromEntries(['api', 'ws', 'worker'].map((role, at) => [role, answers[at]!.status]));
        return JSON.stringify(seen) === JSON.stringify(expected);
      },
      { what: () => `${JSON.stringify(expected)}; it is ${JSON.stringify(seen)}`, withinMs: 15_000 },
    );
  }
  const allReady = () => untilStatuses({ api: 200, ws: 200, worker: 200 });

  beforeAll(async () => {
    engines = await startEngines();
    podium = await startPodium({ engines });
    const host = await Host.register(podium.url);
    session = await host.session(singles(4));
    player = await Player.enter(await Player.join(podium.url, session.pin), { url: podium.url });
  });
  afterAll(async () => {
    player?.close();
    await podium?.stop();
    await engines?.stop();
  });

  it('without MongoDB: the api is degraded and seats players, the worker is not ready', async () => {
    await allReady();
    await engineOf('mongo').stop();
    await untilStatuses({ api: 200, ws: 200, worker: 503 });
    const { api, worker } = roles();
    expect((await readiness(api)).body).toMatchObject({
      status: 'degraded',
      details: { mongo: { status: 'degraded' }, redis: { status: 'up' } },
    });
    expect((await readiness(worker)).body.details['mongo']).toMatchObject({ status: 'down' });
    expect(await Player.join(podium.url, session.pin)).toMatchObject({ session: { status: 'open' } });
    expect((await call('GET', `${podium.url}/v1/quizzes`)).status).toBe(401);
    await engineOf('mongo').restart();
    await allReady();
  });

  it('without Kafka: sockets go on, the worker is not ready', async () => {
    await engineOf('kafka').stop();
    await untilStatuses({ api: 200, ws: 200, worker: 503 });
    await player.open(0);
    expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    await engineOf('kafka').restart();
    await allReady();
  });

  it('without Redis: nobody new comes to any role, and who is connected stays', async () => {
    await engineOf('redis').stop();
    await untilStatuses({ api: 503, ws: 404, worker: 503 });
    expect((await readiness(roles().ws)).body).toMatchObject({
      status: 'error',
      details: { redis: { status: 'down' } },
    });
    // The load balancer checks twice a second.
    await until(
      async () => (await call('GET', `${podium.url}/socket.io/?EIO=4&transport=polling`)).status === 503,
      { what: 'refusal', withinMs: 5_000 },
    );
    await engineOf('redis').restart();
    await allReady();
    expect(player.socket.connected).toBe(true);
    expect(player.received.filter(({ name }) => name === 'disconnect')).toEqual([]);
    await player.open(1);
    expect(await player.answer('q1', ['a'])).toMatchObject({ status: 'accepted' });
  });
});
