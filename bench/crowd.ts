import { type Bench, single } from './bench.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import type { Latencies } from './load/tasks.js';
import { pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';
import { warmUp } from './warm-up.js';

const PLAYERS = 2_000;

export const crowd: Bench = {
  name: 'crowd',
  title: `${PLAYERS} players on one ws node answer in the same instant`,
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const load = await LoadProcess.start();
    try {
      const ws = system.ws[0]!;
      pin(ws.pid, SERVER_CPU);
      await warmUp(system);
      const session = await openSession(system.api[0]!.url, pairs + 1, PLAYERS);
      await load.connect(ws.url, session.tokens);
      await Fill.with(system.environment, (fill) => fill.open(session));
      const rounds: Latencies[] = [];
      for (const [round, id] of session.questionIds.entries()) {
        const found = await load.answer([id]);
        if (found.statuses['accepted'] !== PLAYERS) throw new Error(JSON.stringify(found.statuses));
        say(`acknowledged in p50 ${found.p50.toFixed(0)}, p99 ${found.p99.toFixed(0)} ms`);
        if (round > 0) rounds.push(found);
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
      const of = (key: 'p50' | 'p99' | 'max') => rounds.map((round) => round[key]);
      return [
        single('acknowledged, p50', 'ms', of('p50')),
        single('acknowledged, p99', 'ms', of('p99'), { atMost: 300 }),
        single('acknowledged, last', 'ms', of('max')),
      ];
    } finally {
      load.stop();
      await system.stop();
    }
  },
};
