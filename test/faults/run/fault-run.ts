import { appendFileSync, createReadStream } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  canMakeNamespaces,
  startClusterEngines,
  type ClusterEngines,
} from '../../../dev/engines/cluster/index.js';
import { startSystem, type System } from '../../../dev/system.js';
import { checkRun, type Verdict } from '../checker/check-run.js';
import type { FaultLine, HistoryLine } from '../history.js';
import { now } from '../load/clock.js';
import { startLoad, type Load } from '../load/index.js';
import { type Recovery, RecoveryFigures } from './recovery.js';
import { schedule } from './scheduler.js';
import { untilSettled } from './settled.js';
import { untilHealthy } from './system-health.js';
import type { Target } from './target.js';
import { WallClock } from './wall-clock.js';

export interface FaultRunOptions {
  minutes: number;
  seed: number;
  durability: 'primary' | 'replica';
  answersPerSecond: number;
  onProgress(line: string): void;
}

export interface FaultRun {
  faults: FaultLine[];
  recoveries: Recovery[];
  verdict: Verdict;
  load: ReturnType<Load['stats']>;
  /** From the last answer until MongoDB had all, in ms. */
  settledMs: number;
  /** What went wrong beside the verdict. */
  failures: string[];
}

/** Sessions may take this long to end once no new ones begin. */
const FINISH_MS = 90_000;
/** ws node whose clock can be moved: the last. */
const WS = 3;

async function startTarget(options: FaultRunOptions, engines: ClusterEngines): Promise<[System, WallClock?]> {
  const clock = await WallClock.make(engines.dataDir);
  const system = await startSystem({
    engines,
    api: 2,
    ws: WS,
    workers: 2,
    environment: { ACK_DURABILITY: options.durability, DRAIN_MS: '3000' },
    environmentOf: (name) => (name === `ws-${WS}` && clock ? clock.environment : {}),
    onProgress: options.onProgress,
  });
  return [system, clock];
}

async function figures(history: string, faults: FaultLine[]): Promise<Recovery[]> {
  const recovery = new RecoveryFigures();
  for await (const line of createInterface({ input: createReadStream(history) })) {
    recovery.take(JSON.parse(line) as HistoryLine);
  }
  return recovery.of(faults);
}

/** Copies what tells how it came to that out of the data folder, which goes with the engines. Gives the copy's path. */
async function keep(dataDir: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'podium-faults-'));
  for (const part of ['log', 'history.jsonl', 'faults.jsonl']) {
    await cp(join(dataDir, part), join(copy, part), { recursive: true }).catch(() => undefined);
  }
  return copy;
}

/** Plays under faults for a while, lets everything come to rest, and has the history checked. */
export async function faultRun(options: FaultRunOptions): Promise<FaultRun> {
  const { minutes, seed, onProgress, answersPerSecond } = options;
  onProgress('starting the clusters of Redis, Kafka and MongoDB …');
  const networkNamespace = await canMakeNamespaces();
  if (!networkNamespace) onProgress('no network cuts: network namespaces cannot be made here');
  const engines = await startClusterEngines({ networkNamespace, onProgress });
  let system: System | undefined;
  try {
    const [started, clock] = await startTarget(options, engines);
    system = started;
    const history = join(engines.dataDir, 'history.jsonl');
    const load = await startLoad({ url: system.url, history, seed, answersPerSecond, onProgress });
    const target: Target = {
      engines,
      system,
      clock,
      sessions: () => load.open().map(({ sessionId }) => sessionId),
    };
    const faults: FaultLine[] = [];
    const failures: string[] = [];
    await schedule(target, {
      seed,
      until: now() + minutes * 60_000,
      onProgress,
      onFault: (line) => {
        faults.push(line);
        appendFileSync(join(engines.dataDir, 'faults.jsonl'), `${JSON.stringify(line)}\n`);
      },
    }).catch((error: Error) => failures.push(error.message));
    onProgress('no more faults; the sessions come to their end …');
    await load.finish(FINISH_MS).catch((error: Error) => failures.push(error.message));
    await untilHealthy(target).catch((error: Error) => failures.push(error.message));
    const settledMs = await untilSettled(engines).catch((error: Error) => {
      failures.push(error.message);
      return NaN;
    });
    onProgress('checking the history against MongoDB, Kafka and Redis …');
    const { mongoUrl, kafkaBrokers, redisUrl } = engines;
    const verdict = await checkRun({ history, mongoUrl, kafkaBrokers, redisUrl });
    if (failures.length > 0 || !verdict.ok) onProgress(`history and logs: ${await keep(engines.dataDir)}`);
    return {
      faults,
      recoveries: await figures(history, faults),
      verdict,
      load: load.stats(),
      settledMs,
      failures,
    };
  } finally {
    await system?.stop();
    await engines.stop();
  }
}
