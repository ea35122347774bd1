/**
 * `npm run bench:answer`: acknowledged answers per CPU second of one ws process on the full path (validated, script,
 * outbox, Kafka with acks=all), against bare Socket.IO that acknowledges at once, in alternating pairs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command } from 'commander';
import { startEngines } from '../dev/engines/index.js';
import { root } from '../dev/roles.js';
import { startSystem } from '../dev/system.js';
import { cpuSeconds, median, pin } from './cpu.js';
import { openSession } from './host.js';
import { LoadProcess } from './load/load-process.js';

const SERVER_CPU = 0;
const LOAD_CPU = 1;
/** The least that is accepted; see the issue of the spine. */
const MUST_REACH = 0.4;

const options = new Command('npm run bench:answer --')
  .description('Answers per ws CPU second, beside bare Socket.IO in the same run.')
  .option('--clients <n>', 'players in the closed loop', Number, 500)
  .option('--questions <n>', 'answers of each player', Number, 200)
  .option('--pairs <n>', 'alternating pairs', Number, 5)
  .parse()
  .opts<{ clients: number; questions: number; pairs: number }>();

interface Round {
  perCpuSecond: number;
  perSecond: number;
  p99: number;
}

async function measure(
  load: LoadProcess,
  pid: number,
  url: string,
  tokens: string[],
  ids: string[],
  open: boolean,
) {
  await load.do({ kind: 'connect', url, tokens });
  if (open) await load.do({ kind: 'open', questions: ids.length });
  const before = cpuSeconds(pid);
  const { statuses, seconds, p99 } = await load.do({ kind: 'answer', questionIds: ids, value: ['a'] });
  // What acknowledged answers still cost afterwards (relay, ticks) counts too.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const cpu = cpuSeconds(pid) - before;
  await load.do({ kind: 'disconnect' });
  const answers = tokens.length * ids.length;
  if (statuses['accepted'] !== answers) {
    throw new Error(`${answers} answers, acknowledged as ${JSON.stringify(statuses)}`);
  }
  return { perCpuSecond: answers / cpu, perSecond: answers / seconds, p99 } satisfies Round;
}

async function startNoop(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/baselines/noop-server.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: `http://127.0.0.1:${port.toString().trim()}` };
}

const show = (name: string, { perCpuSecond, perSecond, p99 }: Round) =>
  console.log(
    `  ${name.padEnd(7)} ${perCpuSecond.toFixed(0).padStart(7)} answers/CPU s ${perSecond.toFixed(0).padStart(7)}/s   p99 ${p99.toFixed(1)} ms`,
  );

const engines = await startEngines({ onProgress: console.log });
const cleanUp: (() => unknown)[] = [() => engines.stop()];
try {
  const system = await startSystem({
    engines,
    onProgress: console.log,
    environment: { SOCKET_EVENTS_PER_SECOND: '1000000', JOINS_PER_SECOND: '1000000', LOG_LEVEL: 'warn' },
  });
  cleanUp.unshift(() => system.stop());
  const ws = system.ws[0]!;
  const noop = await startNoop();
  cleanUp.unshift(() => noop.child.kill());
  pin(ws.pid, SERVER_CPU);
  pin(noop.child.pid!, SERVER_CPU);
  const load = await LoadProcess.start(LOAD_CPU);
  cleanUp.unshift(() => load.stop());

  const podium: Round[] = [];
  const bare: Round[] = [];
  for (let pair = 1; pair <= options.pairs; pair++) {
    console.log(
      `pair ${pair} of ${options.pairs}, ${options.clients} clients, ${options.questions} answers each`,
    );
    const { questionIds, tokens } = await openSession(system.api[0]!.url, options.questions, options.clients);
    bare.push(await measure(load, noop.child.pid!, noop.url, tokens, questionIds, false));
    show('bare', bare.at(-1)!);
    podium.push(await measure(load, ws.pid, ws.url, tokens, questionIds, true));
    show('podium', podium.at(-1)!);
  }
  const ratios = podium.map(({ perCpuSecond }, index) => perCpuSecond / bare[index]!.perCpuSecond);
  const of = (rounds: Round[]) => median(rounds.map(({ perCpuSecond }) => perCpuSecond)).toFixed(0);
  console.log(
    `\nmedian of ${options.pairs} pairs: podium ${of(podium)}, bare Socket.IO ${of(bare)} answers per CPU second\n` +
      `ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}), at least ${MUST_REACH} wanted`,
  );
  if (median(ratios) < MUST_REACH) process.exitCode = 1;
} finally {
  for (const step of cleanUp) await step();
}
