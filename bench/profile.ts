/**
 * `node dev/run.mjs bench/profile.ts [answer|bare|join|persist|results|board|idle]`: shows where a process spends its time.
 *
 * - `answer`, `bare`: a ws node, or bare Socket.IO, while players answer;
 * - `join`: an api node while players join;
 * - `persist`: a worker while it stores answers;
 * - `results`, `board`: a ws node while it sends a question and then its result, or a leaderboard, for each player;
 * - `idle`: a worker that has nothing to do, for each second.
 *
 * The .cpuprofile stays in a folder outside the repository.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEngines } from '../dev/engines/index.js';
import { type System, startSystem } from '../dev/system.js';
import type { HostCommand } from '../src/client/index.js';
import { Baseline } from './baseline.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import { backlog, EVENTS, producerOf } from './persist.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { profileReport } from './profile-report.js';
import { openSession, WITHOUT_LIMITS } from './session.js';

const PLAYERS = 500;
const QUESTIONS = 200;
const JOINS = 20_000;
/** The players who get questions and results, or boards; the next two say how often. */
const CROWD = 2_500;
const REVEALS = 30;
const BOARDS = 60;
const IDLE_SECONDS = 60;

/** The work that is done while the profiler of one role runs, and how many operations it is. */
interface Subject {
  process: 'ws-1' | 'api-1' | 'worker-1';
  times: number;
  prepare(system: System, load: LoadProcess): Promise<() => Promise<unknown>>;
}

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
  persist: {
    process: 'worker-1',
    times: EVENTS,
    async prepare({ environment, workers }) {
      const producer = producerOf(environment);
      await producer.connect();
      const store = await backlog(producer, workers[0]!, 'profiled');
      await producer.disconnect();
      return store;
    },
  },
  results: {
    process: 'ws-1',
    times: CROWD * REVEALS,
    async prepare({ api, ws }, load) {
      const session = await openSession(api[0]!.url, REVEALS, CROWD, 'live');
      await load.connect(ws[0]!.url, session.tokens);
      const after = async (command: HostCommand, event: string) => {
        const heard = load.hear(event);
        await load.begun();
        await session.command(command);
        await heard;
      };
      return async () => {
        for (let reveal = 0; reveal < REVEALS; reveal++) {
          await after(reveal === 0 ? 'start' : 'next', 'question');
          await after('close', 'result');
        }
      };
    },
  },
  board: {
    process: 'ws-1',
    times: CROWD * BOARDS,
    async prepare({ api, ws, environment }, load) {
      const session = await openSession(api[0]!.url, BOARDS, CROWD);
      await Fill.with(environment, (fill) => fill.open(session));
      const one = await LoadProcess.start();
      await one.connect(ws[0]!.url, session.tokens.slice(0, 1));
      await load.connect(ws[0]!.url, session.tokens.slice(1));
      return async () => {
        for (const questionId of session.questionIds) {
          const heard = load.hear('leaderboard');
          await load.begun();
          await one.answer([questionId]);
          await heard;
        }
        one.stop();
      };
    },
  },
  idle: {
    process: 'worker-1',
    times: IDLE_SECONDS,
    async prepare() {
      await sleep(5_000);
      return () => sleep(1_000 * IDLE_SECONDS);
    },
  },
};

const folder = await mkdtemp(join(tmpdir(), 'podium-profile-'));

async function measured(pid: number, times: number, work: () => Promise<unknown>): Promise<void> {
  const before = cpuSeconds(pid);
  await work();
  const micros = (1e6 * (cpuSeconds(pid) - before)) / times;
  console.log(`${micros.toFixed(1)} µs of processor time each, profiler included\n`);
}

async function profileOf({ process: name, times, prepare }: Subject): Promise<void> {
  const file = join(folder, `${name}.cpuprofile`);
  const engines = await startEngines();
  try {
    const system = await startSystem({
      engines,
      environment: WITHOUT_LIMITS,
      entry: 'bench/profiled-main.mjs',
      environmentOf: (role): Record<string, string> => (role === name ? { PROFILE_TO: file } : {}),
    });
    const load = await LoadProcess.start();
    try {
      const { pid } = [...system.ws, ...system.api, ...system.workers].find((role) => role.name === name)!;
      pin(pid, SERVER_CPU);
      const work = await prepare(system, load);
      process.kill(pid, 'SIGWINCH');
      await measured(pid, times, work);
      process.kill(pid, 'SIGWINCH');
      while (!existsSync(file)) await sleep(50);
    } finally {
      load.stop();
      await system.stop();
    }
  } finally {
    await engines.stop();
  }
  console.log(await profileReport(file, times));
}

/** The profile contains the connecting too, which is little beside so many messages. */
async function profileOfBare(): Promise<void> {
  const bare = await Baseline.start('socket-server', SERVER_CPU, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  const load = await LoadProcess.start();
  try {
    await load.connect(
      bare.url,
      Array.from({ length: PLAYERS }, (_, place) => `player ${place}`),
    );
    const questionIds = Array.from({ length: QUESTIONS }, (_, place) => `q${place}`);
    await measured(bare.pid, PLAYERS * QUESTIONS, () => load.answer(questionIds));
  } finally {
    load.stop();
    await bare.stop();
  }
  const [file] = await readdir(folder);
  console.log(await profileReport(join(folder, file!), PLAYERS * QUESTIONS));
}

const name = process.argv[2] ?? 'answer';
const subject = SUBJECTS[name];
if (name === 'bare') await profileOfBare();
else if (subject) await profileOf(subject);
else throw new Error(`It profiles one of ${Object.keys(SUBJECTS).join(', ')}, bare.`);
console.log(`\n${folder}`);
