import { setTimeout as sleep } from 'node:timers/promises';
import { SessionLine } from '../src/client/index.js';
import { Baseline } from './baseline.js';
import { type Bench, type Pair, paired, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 5_000;
const NODES = 2;

const now = (): number => performance.timeOrigin + performance.now();
const latest = (heard: { last: number }[]): number => Math.max(...heard.map(({ last }) => last));

/** Resolves when all players listen; a short wait lets them finish with earlier messages. */
async function begun(loads: LoadProcess[]): Promise<void> {
  await Promise.all(loads.map((load) => load.begun()));
  await sleep(300);
}

export const question: Bench = {
  name: 'question',
  title: `from the host's command to the last of ${PLAYERS} players on ${NODES} nodes`,
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines, NODES);
    const bares = await Promise.all(Array.from({ length: NODES }, () => Baseline.start('socket-server')));
    const loads = await Promise.all(Array.from({ length: 2 * NODES }, () => LoadProcess.start()));
    const session = await openSession(system.api[0]!.url, pairs + 1, PLAYERS, 'live');
    const host = new SessionLine({ url: system.ws[0]!.url, token: session.hostToken });
    try {
      const toPodium = loads.slice(0, NODES);
      const toBare = loads.slice(NODES);
      for (let node = 0; node < NODES; node++) {
        const tokens = session.tokens.slice((node * PLAYERS) / NODES, ((node + 1) * PLAYERS) / NODES);
        await toPodium[node]!.connect(system.ws[node]!.url, tokens);
        await toBare[node]!.connect(bares[node]!.url, tokens);
      }
      // On the same CPU as the baseline's processes.
      for (const { pid } of system.ws) pin(pid, SERVER_CPU);
      await host.connected();
      const found: Pair[] = [];
      const results: number[] = [];
      let payload: unknown = { text: 'x'.repeat(400) };
      for (let round = 0; round <= pairs; round++) {
        const bareHeard = Promise.all(toBare.map((load) => load.hear('question')));
        await begun(toBare);
        let at = now();
        await Promise.all(
          bares.map((bare) => bare.tell({ event: 'question', payload, times: 1, everyMs: 0 })),
        );
        const bare = latest(await bareHeard) - at;

        const heard = Promise.all(toPodium.map((load) => load.hear('question')));
        const sample = toPodium[0]!.sample('question');
        await begun(toPodium);
        at = now();
        await host.ask('host', { command: round === 0 ? 'start' : 'next' });
        const podium = latest(await heard) - at;
        payload = (await sample).payload;

        const told = Promise.all(toPodium.map((load) => load.hear('result')));
        await begun(toPodium);
        at = now();
        await host.ask('host', { command: 'close' });
        const took = latest(await told) - at;
        say(
          `question ${podium.toFixed(0)} ms (bare ${bare.toFixed(0)}), results after the reveal ${took.toFixed(0)} ms`,
        );
        await sleep(700);
        if (round === 0) continue;
        found.push({ podium, bare });
        results.push(took);
      }
      return [
        paired('a question at the last player', 'ms', found, { atMost: 1.3 }),
        single('results at the last player', 'ms', results, { atMost: 500 }),
      ];
    } finally {
      host.close();
      for (const load of loads) load.stop();
      for (const bare of bares) await bare.stop();
      await system.stop();
    }
  },
};
