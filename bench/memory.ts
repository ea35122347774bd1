import { setTimeout as sleep } from 'node:timers/promises';
import { Baseline } from './baseline.js';
import { type Bench, type Pair, paired } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { residentBytes } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 10_000;
/** Players that connect before the first look, so that code and pools are loaded. */
const BEFORE = 500;
/** Load processes of a server: several, since the open files of one process are limited. */
const PROCESSES = 2;
/** Time for the garbage collector, after connections were made. */
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
        // A process gives memory back late, so each round has new processes.
        const bare = await Baseline.start('socket-server');
        if (round > 0) {
          await ws.kill('SIGTERM');
          await ws.exited;
          await ws.restart();
        }
        // Both run at the same time, since it does not matter for memory which of them has the processor.
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
