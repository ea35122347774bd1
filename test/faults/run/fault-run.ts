import { appendFileSync } from 'node:fs';

import { checkRun, type Verdict } from '../checker/check-run.js';
import type { FaultLine } from '../history.js';
import { now } from '../load/clock.js';
import { startLoad, type Load } from '../load/index.js';
import { chosenKinds, Deck } from './deck.js';
import { FAULT_KINDS } from './faults/index.js';
import type { Target } from './faults/target.js';
import { GoingFaults } from './going.js';
import { figures, keep, type RunFiles, runFiles } from './run-files.js';
import { type Ended, Keeper } from './keeper.js';
import type { Recovery } from './recovery.js';
import { Schedule } from './scheduler.js';
import { scrape } from './scrape.js';
import { untilSettled } from './settled.js';
import { startStage, type Build } from './stage.js';
import { untilHealthy } from './system-health.js';

export interface FaultRunOptions {
  minutes: number;
  seed: number;
  durability: 'primary' | 'replica';
  answersPerSecond: number;
  /** See `LoadOptions`. */
  joinKeys: boolean;
  /** Only kinds of faults with these names, with `*` for anything; all by default. */
  kinds?: string[];
  /** How often everybody is quiet for some seconds, so that screens can be compared; the first time comes sooner. */
  quietMs?: { first: number; every: number };
  /** A build to use instead of `dist`. */
  build?: Build;
  /** Called regularly; when it returns true, no more faults are done. */
  enough?: (files: RunFiles) => Promise<boolean>;
  onProgress(line: string): void;
}

export interface FaultRun {
  /** The time from which faults could begin, by the clock of the history. */
  startedAt: number;
  /** From that time until everything had been checked, in ms. */
  checkedMs: number;
  faults: FaultLine[];
  recoveries: Recovery[];
  verdict: Verdict;
  load: ReturnType<Load['stats']>;
  /** From the end of the load until MongoDB had everything, in ms. */
  settledMs: number;
  /** Roles that ended by themselves: a worker can, when Kafka does not let it work. */
  restarted: Ended[];
  /** Everything else that went wrong, apart from the verdict. */
  failures: string[];
}

/** Sessions can take this long to end once no new ones begin. */
const FINISH_MS = 120_000;
/** In a quiet moment, after everything has become healthy, screens have this long to become right. */
const CALM_MS = 8_000;
const LOOK_MS = 20_000;
const ENOUGH_MS = 15_000;
const QUIET_MS = { first: 45_000, every: 120_000 };

const crashed = ({ process, code }: Ended) => `${process} ended by itself, with code ${code}`;

/** Aborts once `enough` returns true. */
function watchFor({ enough }: FaultRunOptions, files: RunFiles): { stop: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const look = async () => {
    if (await enough?.(files)) controller.abort();
  };
  const timer = enough && setInterval(() => void look().catch(() => undefined), ENOUGH_MS);
  return { stop: controller.signal, end: () => clearInterval(timer) };
}

async function untilCalm(going: GoingFaults): Promise<void> {
  while (going.calmMs < CALM_MS) await new Promise((resolve) => setTimeout(resolve, CALM_MS - going.calmMs));
}

/** Plays under faults for a while, lets everything come to rest, and checks the history. */
export async function faultRun(options: FaultRunOptions): Promise<FaultRun> {
  const { minutes, seed, onProgress, answersPerSecond, joinKeys, kinds = [], quietMs = QUIET_MS } = options;
  const stage = await startStage(options);
  const { engines, system, front, url, clocks } = stage;
  const failures: string[] = [];
  const failed = (error: Error) => void failures.push(error.message);
  const keeper = new Keeper(system, onProgress);
  try {
    const files = runFiles(engines.dataDir);
    const going = new GoingFaults();
    const calmMs = () => going.calmMs;
    const { history } = files;
    const load = await startLoad({ url, history, seed, answersPerSecond, joinKeys, calmMs, onProgress });
    const target: Target = {
      engines,
      system,
      keeper,
      front,
      clocks,
      sessions: () => load.open().map(({ sessionId }) => sessionId),
      ended: () => load.ended(),
    };
    const stopScraping = scrape(system, files.metrics);
    const faults: FaultLine[] = [];
    const startedAt = now();
    const watch = watchFor(options, files);
    await new Schedule(target, {
      seed,
      deck: new Deck(seed, chosenKinds(FAULT_KINDS, kinds)),
      going,
      until: startedAt + minutes * 60_000,
      stop: watch.stop,
      quietMs,
      quiet: (fault) =>
        load.quiet(async () => {
          await fault();
          await untilCalm(going);
          onProgress(`a quiet moment: looked at ${await load.look(LOOK_MS)} sessions`);
        }),
      onFault: (line) => {
        faults.push(line);
        appendFileSync(files.faults, `${JSON.stringify(line)}\n`);
      },
      onProgress,
    })
      .run()
      .catch(failed);
    watch.end();
    onProgress('no more faults; the sessions come to their end …');
    await load.finish(FINISH_MS).catch(failed);
    await untilHealthy(target).catch(failed);
    const settledMs = await untilSettled(engines).catch((error: Error) => {
      failed(error);
      return NaN;
    });
    await stopScraping();
    keeper.stop();
    failures.push(...keeper.ended.filter(({ process }) => !process.startsWith('worker')).map(crashed));
    onProgress('checking the history against MongoDB, Kafka and Redis …');
    const { mongoUrl, kafkaBrokers, redisUrl } = engines;
    const verdict = await checkRun({ ...files, mongoUrl, kafkaBrokers, redisUrl });
    if (failures.length > 0 || !verdict.ok) onProgress(`history and logs: ${await keep(engines.dataDir)}`);
    faults.sort((a, b) => a.at - b.at);
    return {
      startedAt,
      checkedMs: now() - startedAt,
      faults,
      recoveries: await figures(history, faults),
      verdict,
      load: load.stats(),
      settledMs,
      restarted: keeper.ended,
      failures,
    };
  } finally {
    keeper.stop();
    await stage.stop();
  }
}
