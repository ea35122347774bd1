/**
 * `node dev/run.mjs bench/profile.ts [answer|join]`: what a ws node does with its time while players answer, or an api node
 * while they join, as a .cpuprofile in a folder outside the repository, and the functions that took most of it.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngines } from '../dev/engines/index.js';
import { type System, startSystem } from '../dev/system.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { openSession, WITHOUT_LIMITS } from './session.js';

/** What is profiled: of which process, how many times it does what while its profiler runs. */
interface Subject {
  process: 'ws-1' | 'api-1';
  times: number;
  prepare(system: System, load: LoadProcess): Promise<() => Promise<unknown>>;
}

const PLAYERS = 500;
const QUESTIONS = 200;
const JOINS = 20_000;
const SHOWN = 45;

const SUBJECTS: Record<string, Subject> = {
  answer: {
    process: 'ws-1',
    times: PLAYERS * QUESTIONS,
    async prepare({ api, ws }, load) {
      const session = await openSession(api[0]!.url, QUESTIONS, PLAYERS);
      await load.connect(ws[0]!.url, session.tokens);
      await load.open(QUESTIONS);
      return () => load.answer(session.questionIds);
    },
  },
  join: {
    process: 'api-1',
    times: JOINS,
    async prepare({ api }, load) {
      const session = await openSession(api[0]!.url, 1, 1_000);
      return () => load.post(`${api[0]!.url}/v1/sessions/${session.sessionId}/players`, JOINS);
    },
  },
};

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

const subject = SUBJECTS[process.argv[2] ?? 'answer'];
if (!subject) throw new Error(`It profiles one of ${Object.keys(SUBJECTS).join(', ')}.`);
const file = join(await mkdtemp(join(tmpdir(), 'podium-profile-')), `${subject.process}.cpuprofile`);
const engines = await startEngines();
try {
  const system = await startSystem({
    engines,
    environment: WITHOUT_LIMITS,
    entry: 'bench/profiled-main.mjs',
    environmentOf: (name): Record<string, string> => (name === subject.process ? { PROFILE_TO: file } : {}),
  });
  const load = await LoadProcess.start();
  const { pid } = [...system.ws, ...system.api].find(({ name }) => name === subject.process)!;
  pin(pid, SERVER_CPU);
  const work = await subject.prepare(system, load);
  process.kill(pid, 'SIGWINCH');
  const before = cpuSeconds(pid);
  await work();
  const cpu = cpuSeconds(pid) - before;
  console.log(`${((1e6 * cpu) / subject.times).toFixed(1)} µs of processor time each, profiler included\n`);
  process.kill(pid, 'SIGWINCH');
  while (!existsSync(file)) await sleep(50);
  load.stop();
  await system.stop();
} finally {
  await engines.stop();
}

const profile = JSON.parse(await readFile(file, 'utf8')) as Profile;
const names = new Map(
  profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
    id,
    `${functionName || '(anonymous)'} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`,
  ]),
);
const times = new Map<string, number>();
for (const [place, id] of profile.samples.entries()) {
  const name = names.get(id)!;
  times.set(name, (times.get(name) ?? 0) + profile.timeDeltas[place]!);
}
for (const [name, micros] of [...times].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN)) {
  console.log(`${(micros / subject.times).toFixed(2).padStart(7)} µs each  ${name}`);
}
console.log(`\n${file}`);
