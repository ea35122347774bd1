import { readLines, readHistory } from '../checker/read-history.js';
import { checkGames } from '../checker/check.js';
import { type Finding, isViolation } from '../checker/findings.js';
import type { FaultLine, MetricsLine } from '../history.js';
import { faultRun, type FaultRunOptions } from '../run/fault-run.js';
import { isGood } from '../run/report.js';
import type { RunFiles } from '../run/run-files.js';
import { buildPlanted } from './build.js';
import { readPlanted } from './patch-file.js';

/** A defect has to be found within this time of running. */
const WITHIN_MS = 10 * 60_000;
/** The finding when the run itself fails: a process ends, or the system does not become healthy. */
const FAILURE = 'failure';
/** The length of one run: violations that only the stores show are found at its end. */
const ROUND_MINUTES = 2.5;

export interface PlantedOutcome {
  name: string;
  /** The running time until the defect was found, in ms; undefined when it was not found. */
  foundMs?: number;
  /** Kinds of violations, and failures of the run. */
  found: string[];
  faults: number;
}

/** Whether the clients' history already shows one of these violations; the stores are not read. */
async function isSeen({ history, faults, metrics }: RunFiles, suits: (kind: Finding['kind']) => boolean) {
  const evidence = {
    history: await readHistory(history),
    faults: await readLines<FaultLine>(faults),
    metrics: await readLines<MetricsLine>(metrics),
  };
  return checkGames(evidence).some(({ kind }) => suits(kind));
}

/** Runs a build with a planted defect, under the faults that it needs, until it is found or ten minutes are over. */
export async function plantedRun(
  name: string,
  options: Omit<FaultRunOptions, 'minutes' | 'kinds' | 'build' | 'enough'>,
): Promise<PlantedOutcome> {
  const { onProgress, seed } = options;
  const planted = readPlanted(name);
  const suits = (kind: string) => planted.finds.length === 0 || planted.finds.includes(kind);
  onProgress(`building the server with the defect ${name} …`);
  const build = await buildPlanted(planted.patch);
  const outcome: PlantedOutcome = { name, found: [], faults: 0 };
  try {
    let ranMs = 0;
    for (let round = 0; ranMs < WITHIN_MS; round++) {
      const run = await faultRun({
        ...options,
        seed: seed + round,
        minutes: Math.min(ROUND_MINUTES, (WITHIN_MS - ranMs) / 60_000),
        kinds: planted.faults,
        // Quiet moments come as often as possible, since some defects show only when nothing happens afterwards.
        quietMs: { first: 10_000, every: 20_000 },
        build,
        enough: (files) => isSeen(files, suits),
      });
      outcome.faults += run.faults.length;
      ranMs += run.checkedMs;
      const kinds = new Set<string>(run.verdict.findings.filter(isViolation).map(({ kind }) => kind));
      if (run.failures.length > 0) kinds.add(FAILURE);
      if (isGood(run) || ![...kinds].some(suits)) continue;
      return { ...outcome, foundMs: ranMs, found: [...kinds, ...run.failures] };
    }
    return outcome;
  } finally {
    await build.remove();
  }
}

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;

/** One line for each defect. */
export const renderPlanted = (outcomes: PlantedOutcome[]): string =>
  outcomes
    .map(({ name, foundMs, found, faults }) =>
      foundMs === undefined
        ? `✗ ${name}: not found by ${faults} faults in ${WITHIN_MS / 60_000} minutes`
        : `✓ ${name}: found after ${seconds(foundMs)} and ${faults} faults: ${found.join(', ')}`,
    )
    .join('\n');
