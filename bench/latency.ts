import { startSystem } from '../dev/system.js';
import { Baseline } from './baseline.js';
import { type Bench, paired } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import type { Latencies } from './load/tasks.js';
import { pin, SERVER_CPU } from './machine.js';
import { openSession, WITHOUT_LIMITS } from './session.js';

const PLAYERS = 1_000;
const PER_SECOND = 2_000;
/** Of each player in a round: 4 s. */
const ANSWERS = 8;

const show = ({ p50, p99 }: Latencies) => `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)} ms`;

export const latency: Bench = {
  name: 'latency',
  title: `acknowledgements in an open loop of ${PER_SECOND} answers a second, engines on the same machine`,
  async run({ engines, pairs, say }) {
    const system = await startSystem({ engines, environment: WITHOUT_LIMITS });
    const bare = await Baseline.start('socket-server');
    const loads = await Promise.all([LoadProcess.start(), LoadProcess.start()]);
    try {
      const ws = system.ws[0]!;
      pin(ws.pid, SERVER_CPU);
      const [toPodium, toBare] = loads as [LoadProcess, LoadProcess];
      const session = await openSession(system.api[0]!.url, (pairs + 1) * ANSWERS, PLAYERS);
      await toPodium.connect(ws.url, session.tokens);
      await toPodium.open(session.questionIds.length);
      await toBare.connect(bare.url, session.tokens);
      const rounds: { podium: Latencies; bare: Latencies }[] = [];
      for (let round = 0; round <= pairs; round++) {
        const ids = session.questionIds.slice(round * ANSWERS, (round + 1) * ANSWERS);
        const pair = {
          bare: await toBare.answerAt(PER_SECOND, ids),
          podium: await toPodium.answerAt(PER_SECOND, ids),
        };
        say(`podium ${show(pair.podium)}; bare ${show(pair.bare)}`);
        if (round > 0) rounds.push(pair);
      }
      const of = (key: 'p50' | 'p99') =>
        rounds.map(({ podium, bare: its }) => ({ podium: podium[key], bare: its[key] }));
      return [
        paired('acknowledged, p50', 'ms', of('p50'), { atMost: 3 }),
        paired('acknowledged, p99', 'ms', of('p99'), { atMost: 4 }),
      ];
    } finally {
      for (const load of loads) load.stop();
      await bare.stop();
      await system.stop();
    }
  },
};
