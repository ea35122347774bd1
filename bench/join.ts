import { Baseline } from './baseline.js';
import { type Bench, type Pair, paired } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';

const JOINS = 4_000;
/** Joins in the round that does not count: enough for the code to be compiled. */
const BEFORE = 8_000;
/** The baseline gets this many times Podium's joins: it is quicker, and a short run would be noise. */
const BARE = 3;
/** The players on the board, which fill its page, so that every answer has about the same size. */
const SEATED = 100;

export const join: Bench = {
  name: 'join',
  title:
    'joins for each CPU second of an api node: body checked, seated by the script, token, state and leaderboard',
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const bare = await Baseline.start('http-server');
    const load = await LoadProcess.start();
    try {
      const api = system.api[0]!;
      pin(api.pid, SERVER_CPU);
      const found: Pair[] = [];
      for (let round = 0; round <= pairs; round++) {
        const { sessionId } = await openSession(api.url, 1, SEATED);
        const path = `/v1/sessions/${sessionId}/players`;
        const joined = await fetch(api.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ nickname: 'whoever is next' }),
        });
        await bare.tell(await joined.text());
        const perCpuSecond = async ({ pid, url }: { pid: number; url: string }, joins: number) => {
          const before = cpuSeconds(pid);
          await load.post(url + path, joins);
          return joins / (cpuSeconds(pid) - before);
        };
        const joins = round === 0 ? BEFORE : JOINS;
        const pair = { bare: await perCpuSecond(bare, BARE * joins), podium: await perCpuSecond(api, joins) };
        say(`podium ${pair.podium.toFixed(0)}, bare ${pair.bare.toFixed(0)} joins/CPU s`);
        if (round > 0) found.push(pair);
      }
      return [paired('joins', '/CPU s', found, { atLeast: 0.35 })];
    } finally {
      load.stop();
      await bare.stop();
      await system.stop();
    }
  },
};
