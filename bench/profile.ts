/**
 * `npx tsx bench/profile.ts`: what a ws node does with its time while players answer, as a .cpuprofile in a folder outside
 * the repository, and the functions that took most of it.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngines } from '../dev/engines/index.js';
import { startSystem } from '../dev/system.js';
import { LoadProcess } from './load/load-process.js';
import { pin, SERVER_CPU } from './machine.js';
import { openSession, WITHOUT_LIMITS } from './session.js';

const PLAYERS = 500;
const QUESTIONS = 200;
const SHOWN = 45;

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

const file = join(await mkdtemp(join(tmpdir(), 'podium-profile-')), 'ws.cpuprofile');
const engines = await startEngines();
try {
  const system = await startSystem({
    engines,
    environment: WITHOUT_LIMITS,
    entry: 'bench/profiled-main.mjs',
    environmentOf: (name): Record<string, string> => (name === 'ws-1' ? { PROFILE_TO: file } : {}),
  });
  const load = await LoadProcess.start();
  const session = await openSession(system.api[0]!.url, QUESTIONS, PLAYERS);
  pin(system.ws[0]!.pid, SERVER_CPU);
  await load.connect(system.ws[0]!.url, session.tokens);
  await load.open(QUESTIONS);
  process.kill(system.ws[0]!.pid, 'SIGWINCH');
  await load.answer(session.questionIds);
  process.kill(system.ws[0]!.pid, 'SIGWINCH');
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
const answers = PLAYERS * QUESTIONS;
for (const [name, micros] of [...times].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN)) {
  console.log(`${(micros / answers).toFixed(2).padStart(7)} µs/answer  ${name}`);
}
console.log(`\n${file}`);
