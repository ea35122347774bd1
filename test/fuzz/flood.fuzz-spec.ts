import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Host } from '../support/host.js';
import { scrape } from '../support/metrics.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const CONNECTIONS = 10_000;
const AT_ONCE = 500;
/** The server checks every 30 s for silent connections that are at least 15 s old; a body has 30 s to arrive. */
const PATIENCE_MS = 75_000;
const MEGABYTE = 2 ** 20;

const dial = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
    socket.resume();
  });

describe('strangers who only hold connections', () => {
  let podium: Podium;
  let player: Player;
  let session: Awaited<ReturnType<Host['session']>>;
  const strangers: Socket[] = [];

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment') });
    const host = await Host.register(podium.url);
    session = await host.session(singles(6));
    player = await Player.enter(await Player.join(podium.url, session.sessionId), { url: podium.ws[0]!.url });
  });
  afterAll(async () => {
    strangers.forEach((socket) => socket.destroy());
    player?.close();
    await podium?.stop();
  });

  /** Opens a question and answers it. @returns the milliseconds that the answer took */
  async function played(index: number): Promise<number> {
    await player.open(index);
    const startedAt = performance.now();
    expect(await player.answer(`q${index}`, ['a'])).toMatchObject({ status: 'accepted' });
    return performance.now() - startedAt;
  }

  it(`${CONNECTIONS} that never say a word are cut off, and cost the others nothing`, async () => {
    const { port, url } = podium.ws[0]!;
    for (let opened = 0; opened < CONNECTIONS; opened += AT_ONCE)
      strangers.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => dial(port)))));
    expect(await played(0)).toBeLessThan(1_000);
    expect((await scrape(url)).get('podium_connections{role="player"}')).toBe(1);
    await until(() => strangers.every(({ destroyed, readableEnded }) => destroyed || readableEnded), {
      what: () => `end of ${strangers.filter(({ readableEnded }) => !readableEnded).length} connections`,
      withinMs: PATIENCE_MS,
      everyMs: 1_000,
    });
    expect(await played(1)).toBeLessThan(1_000);
    expect(player.socket.connected).toBe(true);
  }, 150_000);

  it('a body that arrives a byte a second is not waited for', async () => {
    const socket = await dial(podium.api[0]!.port);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.write(
      'POST /v1/hosts HTTP/1.1\r\nHost: podium\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
    );
    const ended = new Promise((resolve) => socket.once('close', resolve));
    const trickle = setInterval(() => socket.writable && socket.write(' '), 1_000);
    await Promise.race([ended, sleep(PATIENCE_MS)]);
    clearInterval(trickle);
    expect(socket.destroyed).toBe(true);
    expect(answer).toMatch(/^HTTP\/1\.1 40[08] /);
    expect(await Player.join(podium.url, session.pin)).toMatchObject({ session: { status: 'open' } });
  }, 120_000);

  it('a message of a megabyte ends its connection, a body of one is refused', async () => {
    const other = await Player.enter(await Player.join(podium.url, session.sessionId), {
      url: podium.ws[0]!.url,
    });
    (other.socket as unknown as { emit(event: string, payload: unknown): void }).emit('answer', {
      questionId: 'q2',
      value: 'x'.repeat(MEGABYTE),
    });
    await until(() => !other.socket.connected, { what: 'end of the connection', withinMs: 5_000 });
    const refused = await fetch(`${podium.api[0]!.url}/v1/hosts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(MEGABYTE) }),
    });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      413,
      'BODY_TOO_LARGE',
    ]);
    expect(await played(3)).toBeLessThan(1_000);
  });
});
