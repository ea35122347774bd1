import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../dev/system.js';
import { type Bench, type Context, type Figure, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 1_000;
const SETTLE_MS = 4_000;
const ROUND_MS = 4_000;

/** The share of a core that each role uses, in percent, round by round. */
async function shares(system: System, rounds: number): Promise<Map<string, number[]>> {
  const roles = [...system.api, ...system.ws, ...system.workers];
  const found = new Map<string, number[]>(roles.map(({ role }) => [role, []]));
  await sleep(SETTLE_MS);
  for (let round = 0; round < rounds; round++) {
    const before = roles.map(({ pid }) => cpuSeconds(pid));
    await sleep(ROUND_MS);
    for (const [place, { role, pid }] of roles.entries()) {
      found.get(role)!.push((100_000 * (cpuSeconds(pid) - before[place]!)) / ROUND_MS);
    }
  }
  return found;
}

const figures = (found: Map<string, number[]>, what: string, atMost?: number): Figure[] =>
  [...found].map(([role, rounds]) =>
    single(`${role}, ${what}`, '% of a core', rounds, atMost === undefined ? undefined : { atMost }),
  );

export const idle: Bench = {
  name: 'idle',
  title: `processor time of each role, with nobody and with ${PLAYERS} idle players`,
  async run({ engines, pairs, say }: Context) {
    const system = await startBenched(engines);
    const load = await LoadProcess.start();
    try {
      const alone = figures(await shares(system, pairs), 'nobody there', 2);
      const { tokens } = await openSession(system.api[0]!.url, 1, PLAYERS);
      await load.connect(system.ws[0]!.url, tokens);
      const all = [...alone, ...figures(await shares(system, pairs), `${PLAYERS} idle players`)];
      for (const { name, value } of all) say(`${name}: ${value.toFixed(1)} %`);
      return all;
    } finally {
      load.stop();
      await system.stop();
    }
  },
};
