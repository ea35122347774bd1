import { setTimeout as sleep } from 'node:timers/promises';
import { Baseline } from './baseline.js';
import { type Bench, type Pair, paired } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { residentBytes } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 10_000;
/** Connected before the first look, so that code and pools are there. */
const BEFORE = 500;
/** Load processes of a server: one holds fewer files than a system allows one process. */
const PROCESSES = 2;
/** For the collector of garbage that connecting leaves behind. */
const SETTLE_MS = 2_000;

async function bytesEach(
  server: { pid: number; url: string },
  loads: LoadProcess[],
  tokens: string[],
): Promise<number> {
  await loads[0]!.connect(server.url, tokens.slice(0, BEFORE));
  await sleep(SETTLE_MS);
  const before = residentBytes(server.pid);
  const share = Math.ceil((tokens.length - BEFORE) / loads.length);
  for (const [place, load] of loads.entries()) {
    const start = BEFORE + place * share;
    await load.connect(server.url, tokens.slice(start, start + share));
  }
  await sleep(SETTLE_MS);
  const bytes = residentBytes(server.pid) - before;
  await Promise.all(loads.map((load) => load.disconnect()));
  return bytes / (tokens.length - BEFORE);
}

export const memory: Bench = {
  name: 'memory',
  title: `resident memory of a ws node for each idle connected player, ${PLAYERS} of them`,
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const loads = await Promise.all(Array.from({ length: 2 * PROCESSES }, () => LoadProcess.start()));
    const [toBare, toPodium] = [loads.slice(0, PROCESSES), loads.slice(PROCESSES)];
    try {
      const { tokens } = await openSession(system.api[0]!.url, 1, PLAYERS);
      const ws = system.ws[0]!;
      const found: Pair[] = [];
      for (let round = 0; round < pairs; round++) {
        // Memory is given back late: each round has processes of its own.
        const bare = await Baseline.start('socket-server');
        if (round > 0) {
          await ws.kill('SIGTERM');
          await ws.exited;
          await ws.restart();
        }
        // Side by side: who has the processor does not matter to memory.
        const [ofBare, ofPodium] = await Promise.all([
          bytesEach(bare, toBare, tokens),
          bytesEach(ws, toPodium, tokens),
        ]);
        await bare.stop();
        const pair = { bare: ofBare, podium: ofPodium };
        say(`podium ${pair.podium.toFixed(0)}, bare ${pair.bare.toFixed(0)} bytes a player`);
        found.push(pair);
      }
      return [paired('resident memory', 'bytes/player', found, { atMost: 1.25 })];
    } finally {
      for (const load of loads) load.stop();
      await system.stop();
    }
  },
};
