import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { residentBytes } from '../../bench/machine.js';
import { root } from '../../dev/roles.js';
import { times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { scrape } from '../support/metrics.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { LiveClass } from './unread/class.js';

const READERLESS = 200;
const LONG_NAME = '\u{1F600}'.repeat(20);
const MEBIBYTE = 2 ** 20;
/** The number of questions, about a second each, before the clients that never read come, and while they are there. */
const BEFORE = 40;
const MEANWHILE = 60;

const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)]!;
const shown = (waits: number[]) =>
  `p50 ${at(waits, 0.5).toFixed(1)}, p99 ${at(waits, 0.99).toFixed(1)}, most ${waits.at(-1)!.toFixed(1)} ms`;

/** Starts these clients in a process of their own, so that they take as little as possible of the class's processor. */
async function startReaderless(url: string, tokens: string[]): Promise<ChildProcess> {
  const args = ['--import', 'tsx', 'test/fuzz/unread/readerless.ts', url, ...tokens];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

describe.each(['straight at the node', 'through the load balancer'])(
  `${READERLESS} clients that never read, %s`,
  (way) => {
    let podium: Podium;
    let host: Host;
    let live: LiveClass;
    let readerless: ChildProcess | undefined;

    beforeAll(async () => {
      podium = await startPodium({ engines: inject('environment') });
      host = await Host.register(podium.url);
      live = await LiveClass.gather(host, podium.url, podium.url);
    });
    afterAll(async () => {
      readerless?.kill();
      live?.close();
      await podium?.stop();
    });

    it('cost a class on the same node nothing, and the node little memory', async () => {
      const ws = podium.ws[0]!;
      const crowded = await host.session(singles(1));
      await times(100, (place) => Player.join(podium.url, crowded.sessionId, `${LONG_NAME}${place}`));
      const seats = await times(READERLESS, () => Player.join(podium.url, crowded.sessionId));
      await live.play(5);
      const before = await live.play(BEFORE);
      const resident = residentBytes(ws.pid);
      let most = resident;
      const watching = setInterval(() => (most = Math.max(most, residentBytes(ws.pid))), 100);

      readerless = await startReaderless(
        way === 'straight at the node' ? ws.url : podium.url,
        seats.map(({ playerToken }) => playerToken),
      );
      let asked = 0;
      let open = 0;
      readerless.on('message', (said) => ({ asked, open } = said as { asked: number; open: number }));
      const meanwhile = await live.play(MEANWHILE).finally(() => clearInterval(watching));
      const figures = await scrape(ws.url);
      const cut = [...figures]
        .filter(([name, count]) => name.startsWith('podium_ended_connections_total') && count > 0)
        .map(([name, count]) => `${count} by ${/reason="([\w-]+)"/.exec(name)![1]}`);
      const grown = (most - resident) / MEBIBYTE;
      console.error(
        `${way}: before ${shown(before)}; meanwhile ${shown(meanwhile)}; asked ${asked} times, ${open} still open, ` +
          `ended: ${cut.join(', ')}; ${figures.get('podium_unsent_bytes')} bytes unsent; memory +${grown.toFixed(0)} MiB`,
      );
      expect(at(meanwhile, 0.99)).toBeLessThan(2 * at(before, 0.99));
      expect(grown).toBeLessThan(100);
      expect(live.pupils.map(({ socket }) => socket.connected)).not.toContain(false);
    }, 300_000);
  },
);
