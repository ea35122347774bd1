import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RoleProcess } from '../../dev/roles.js';
import { SessionLine } from '../../src/client/index.js';
import { auditSettled } from '../support/audit.js';
import { times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until, within } from '../support/until.js';

const PLAYERS = 30;
/** Enough questions at this pace that nobody has answered all of them before the last role is back. */
const QUESTIONS = 200;
const THINK_MS = 500;
const DRAIN_MS = 3_000;
/** The time that a pod has in Kubernetes after its preStop hook; DRAIN_MS and the last batch fit into it. */
const GRACE_MS = DRAIN_MS + 7_000;

async function restart(one: RoleProcess): Promise<number> {
  const startedAt = Date.now();
  await one.kill('SIGTERM');
  await within(one.exited, GRACE_MS, `end of ${one.name} within its grace period`);
  const took = Date.now() - startedAt;
  await one.restart();
  // The load balancer has to notice it as well, as a rollout waits for readiness.
  await sleep(1_500);
  return took;
}

describe('every role restarted in turn, while all play', () => {
  let podium: Podium;
  let host: Host;
  let sessionId: string;
  let pin: string;
  let players: SessionLine[];
  /** Why connections ended. */
  const reasons: string[] = [];
  let acknowledged = 0;
  const joins = { tried: 0, failed: [] as unknown[] };

  beforeAll(async () => {
    podium = await startPodium({
      engines: inject('environment'),
      api: 2,
      ws: 2,
      workers: 2,
      environment: { DRAIN_MS: String(DRAIN_MS), SOCKET_EVENTS_PER_SECOND: '100' },
    });
    host = await Host.register(podium.url);
    ({ sessionId, pin } = await host.session(singles(QUESTIONS)));
    players = await times(PLAYERS, async (index) => {
      const { playerToken } = await Player.join(podium.url, sessionId);
      const transports = [index % 5 === 0 ? ('polling' as const) : ('websocket' as const)];
      const line = new SessionLine({ url: podium.url, token: playerToken, transports });
      line.socket.on('disconnect', (reason) => void reasons.push(reason));
      await line.connected();
      return line;
    });
  });
  afterAll(async () => {
    players?.forEach((player) => player.close());
    await podium?.stop();
  });

  async function play(player: SessionLine, stop: AbortSignal): Promise<void> {
    for (let index = 0; index < QUESTIONS && !stop.aborted; index++) {
      await player.ask('question', { index });
      const ack = await player.ask('answer', { questionId: `q${index}`, value: ['a'] });
      expect(['accepted', 'duplicate']).toContain(ack.status);
      acknowledged += 1;
      await sleep(THINK_MS);
    }
  }

  async function join(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      joins.tried++;
      await Player.join(podium.url, pin).catch((error: unknown) => joins.failed.push(String(error)));
      await sleep(100);
    }
  }

  it('no join fails, no acknowledged answer is lost, every client comes back', async () => {
    const stop = new AbortController();
    const work = [...players.map((player) => play(player, stop.signal)), join(stop.signal)];
    const ends: string[] = [];
    for (const one of [...podium.api, ...podium.ws, ...podium.workers])
      ends.push(`${one.name} ${await restart(one)} ms`);
    stop.abort();
    await Promise.all(work);
    console.error(`ended in ${ends.join(', ')}; ${joins.tried} joins, ${acknowledged} answers acknowledged`);

    expect(acknowledged).toBeLessThan(PLAYERS * QUESTIONS);
    expect(joins.failed).toEqual([]);
    expect(joins.tried).toBeGreaterThan(100);
    await until(() => players.every(({ socket }) => socket.connected), {
      what: 'connection of everybody',
      withinMs: 5_000,
    });
    // The server closed connections, but disconnected nobody, since a client stays away after that.
    expect(reasons.length).toBeGreaterThanOrEqual(PLAYERS);
    expect(reasons).not.toContain('io server disconnect');
    const audit = await auditSettled(host, sessionId, 30_000);
    expect(audit).toMatchObject({ consistent: true, differences: [], mongo: { answers: acknowledged } });
  });
});
