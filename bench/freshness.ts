import { setTimeout as sleep } from 'node:timers/promises';
import type { Leaderboard } from '../src/client/index.js';
import { SessionLine } from '../src/client/index.js';
import { type Bench, rangeOf, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 2_000;
const PROBES = 100;

export const freshness: Bench = {
  name: 'freshness',
  title: `from an answer's acknowledgement to its snapshot at a client of another node, ${PLAYERS} players connected`,
  async run({ engines, say }) {
    const system = await startBenched(engines, 2);
    const load = await LoadProcess.start();
    const [here, there] = system.ws as [(typeof system.ws)[0], (typeof system.ws)[0]];
    const session = await openSession(system.api[0]!.url, PROBES, PLAYERS + 1);
    const asking = new SessionLine({ url: here.url, token: session.tokens[0]! });
    const watching = new SessionLine({ url: there.url, token: session.hostToken });
    try {
      await load.connect(there.url, session.tokens.slice(1));
      await Promise.all([asking.connected(), watching.connected()]);
      const seen = (answers: number) =>
        new Promise<void>((resolve) => {
          const look = (one: Leaderboard) => {
            if (one.answers < answers) return;
            watching.socket.off('leaderboard', look);
            resolve();
          };
          watching.socket.on('leaderboard', look);
        });
      const took: number[] = [];
      for (const [index, questionId] of session.questionIds.entries()) {
        await asking.ask('question', { index });
        // The answer comes at a random moment of the window.
        await sleep(Math.random() * 500);
        const arrived = seen(index + 1);
        await asking.ask('answer', { questionId, value: ['a'] });
        const at = performance.now();
        await arrived;
        took.push(performance.now() - at);
      }
      took.sort((a, b) => a - b);
      const { median } = rangeOf(took);
      const p99 = took[Math.floor(took.length * 0.99)]!;
      say(`p50 ${median.toFixed(0)}, p99 ${p99.toFixed(0)} ms`);
      return [
        single('seen on another node, p50', 'ms', [median]),
        single('seen on another node, p99', 'ms', [p99], { atMost: 700 }),
      ];
    } finally {
      asking.close();
      watching.close();
      load.stop();
      await system.stop();
    }
  },
};
