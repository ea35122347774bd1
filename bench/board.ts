import { setTimeout as sleep } from 'node:timers/promises';
import { Baseline } from './baseline.js';
import { type Bench, type Pair, paired } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 5_000;
/** Snapshots in a row. */
const TIMES = 2;
/** Turns of each side in a pair: there are several, since the speed of the machine changes within seconds. */
const TURNS = 3;
const WINDOW_MS = 500;
/** Within this time the load has read everything that the other server sent. */
const SETTLE_MS = 300;

async function cpuSecondsOf(pid: number, work: () => Promise<void>): Promise<number> {
  await sleep(SETTLE_MS);
  const before = cpuSeconds(pid);
  await work();
  return cpuSeconds(pid) - before;
}

export const board: Bench = {
  name: 'board',
  title: `processor time for each recipient of a leaderboard snapshot: ${PLAYERS} sockets in one session, top 10`,
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const bare = await Baseline.start('socket-server');
    const loads = await Promise.all([LoadProcess.start(), LoadProcess.start(), LoadProcess.start()]);
    try {
      const ws = system.ws[0]!;
      pin(ws.pid, SERVER_CPU);
      const [toPodium, toBare, one] = loads as [LoadProcess, LoadProcess, LoadProcess];
      const questions = (pairs + 1) * TURNS * TIMES + 1;
      const { tokens, questionIds } = await openSession(system.api[0]!.url, questions, PLAYERS);
      await toPodium.connect(ws.url, tokens.slice(1));
      await toBare.connect(bare.url, tokens.slice(1));
      await one.connect(ws.url, tokens.slice(0, 1));
      await one.open(questions);
      const sampled = one.sample('leaderboard');
      await one.answer(questionIds.slice(0, 1));
      const { payload } = await sampled;
      const found: Pair[] = [];
      const bareSeconds = () =>
        cpuSecondsOf(bare.pid, async () => {
          const heard = toBare.hear('snapshot', TIMES);
          await bare.tell({ event: 'snapshot', payload, times: TIMES, everyMs: WINDOW_MS });
          await heard;
        });
      let answered = 1;
      const podiumSeconds = () =>
        cpuSecondsOf(ws.pid, async () => {
          const heard = toPodium.hear('leaderboard', TIMES);
          // One answer in each window, so that each window has a snapshot.
          for (let time = 0; time < TIMES; time++) {
            const at = performance.now();
            await one.answer([questionIds[answered++]!]);
            await sleep(Math.max(0, WINDOW_MS + 20 - (performance.now() - at)));
          }
          await heard;
        });
      for (let round = 0; round <= pairs; round++) {
        const seconds = { podium: 0, bare: 0 };
        for (let turn = 0; turn < TURNS; turn++) {
          seconds.bare += await bareSeconds();
          seconds.podium += await podiumSeconds();
        }
        const micros = (all: number) => (1e6 * all) / (TURNS * TIMES * PLAYERS);
        const pair = { podium: micros(seconds.podium), bare: micros(seconds.bare) };
        say(`podium ${pair.podium.toFixed(2)}, bare ${pair.bare.toFixed(2)} µs a recipient`);
        if (round > 0) found.push(pair);
      }
      return [paired('a snapshot', 'µs/recipient', found, { atMost: 1.15 })];
    } finally {
      for (const load of loads) load.stop();
      await bare.stop();
      await system.stop();
    }
  },
};
