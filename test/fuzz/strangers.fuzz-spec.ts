import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SessionState } from '../../src/contracts/session.js';
import { auditSettled } from '../support/audit.js';
import { times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { LostSession } from '../support/lost-session.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { call } from '../support/rest.js';
import { until } from '../support/until.js';

const JOINS = 10_000;
const ADDRESSES = 50;
const DURING_MS = 30_000;
const PLAYERS = 10;
/** How often the session is lost in this time. */
const LOSSES = 5;

/** Half of the guesses look like ids of sessions; the other half are PINs that differ from the existing one. */
function guess(index: number, pin: string): string {
  if (index % 2) return randomBytes(12).toString('hex');
  const guessed = String(randomInt(1_000_000)).padStart(6, '0');
  return guessed === pin ? guess(index, pin) : guessed;
}

describe(`${JOINS} joins to what is not there, in ${DURING_MS / 1000} s from ${ADDRESSES} addresses`, () => {
  let podium: Podium;
  let host: Host;
  let lost: LostSession;
  let players: Player[] = [];

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment') });
    host = await Host.register(podium.url);
    lost = new LostSession(podium.environment['REDIS_URL']!);
  });
  afterAll(async () => {
    players.forEach((player) => player.close());
    lost?.close();
    await podium?.stop();
  });

  /** Sends the joins evenly over the time. @returns the number of answers with each status */
  const strangers = async (pin: string) => {
    const statuses = new Map<number, number>();
    const startedAt = performance.now();
    const asked: Promise<void>[] = [];
    for (let index = 0; index < JOINS; index++) {
      const ahead = startedAt + (index / JOINS) * DURING_MS - performance.now();
      if (ahead > 1) await sleep(ahead);
      asked.push(
        call('POST', `${podium.url}/v1/sessions/${guess(index, pin)}/players`, {
          body: { nickname: 'x' },
          headers: { 'x-forwarded-for': `203.0.113.${index % ADDRESSES}` },
        }).then(({ status }) => void statuses.set(status, (statuses.get(status) ?? 0) + 1)),
      );
    }
    await Promise.all(asked);
    return statuses;
  };

  const back = async ({ joined }: Player): Promise<number> => {
    const since = performance.now();
    const player = await Player.enter(joined, { url: podium.url, reconnection: true });
    players.push(player);
    await until(() => player.payloads<SessionState>('session').at(-1)?.you, {
      what: 'own state',
      withinMs: 20_000,
      everyMs: 10,
    });
    return performance.now() - since;
  };

  it('keep no player of a lost session out for two seconds', async () => {
    const { sessionId, pin } = await host.session(singles(2));
    const seats = await times(PLAYERS, () => Player.join(podium.url, sessionId));
    players = await Promise.all(seats.map((joined) => Player.enter(joined, { url: podium.url })));
    await Promise.all(
      players.map(async (player) => {
        await player.open(0);
        expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
      }),
    );
    expect((await auditSettled(host, sessionId)).consistent).toBe(true);

    const flood = strangers(pin);
    const waits: number[] = [];
    for (let loss = 0; loss < LOSSES; loss++) {
      await sleep(DURING_MS / (LOSSES + 1));
      const before = players;
      players = [];
      before.forEach((player) => player.close());
      await lost.drop(sessionId);
      waits.push(...(await Promise.all(before.map(back))));
    }
    const statuses = await flood;
    console.error(
      `answered ${JSON.stringify(Object.fromEntries(statuses))}; players of a lost session back after ` +
        `${waits.map((wait) => wait.toFixed(0)).join(', ')} ms`,
    );
    expect(Math.max(...waits)).toBeLessThan(2_000);
    expect([...statuses.keys()].filter((status) => status !== 404 && status !== 429)).toEqual([]);
    expect((await auditSettled(host, sessionId)).consistent).toBe(true);
  }, 180_000);
});
