import { setTimeout as sleep } from 'node:timers/promises';
import { randomBelow } from '../../../src/question/shuffle.js';
import type { FaultLine } from '../history.js';
import { now } from '../load/clock.js';
import type { Deck } from './deck.js';
import type { FaultKind, Harm, Target } from './faults/target.js';
import type { GoingFault, GoingFaults } from './going.js';
import { untilHealthy } from './system-health.js';

/** From the beginning of a fault to that of the next one, if that one can begin by then. */
const GAP_MS = { least: 1_500, more: 7_000 };

export interface ScheduleOptions {
  seed: number;
  deck: Deck;
  going: GoingFaults;
  /** No fault begins after this time, by `now()`, or after `stop` is aborted. */
  until: number;
  stop: AbortSignal;
  /** How often there is a quiet moment; the first one comes sooner. */
  quietMs: { first: number; every: number };
  /**
   * A quiet moment: nobody plays while `fault` is done and everything becomes healthy; then screens are compared.
   *
   * @param fault resolves when there is no fault any more
   */
  quiet(fault: () => Promise<void>): Promise<void>;
  onFault(line: FaultLine): void;
  onProgress(line: string): void;
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1);

/** Faults that overlap, begun one after the other until the time is over. */
export class Schedule {
  private readonly below: (bound: number) => number;
  private readonly failed: Error[] = [];
  private number = 0;

  constructor(
    private readonly target: Target,
    private readonly options: ScheduleOptions,
  ) {
    this.below = randomBelow(`schedule ${options.seed}`);
  }

  /** @throws Error when a fault could not be undone, or the system is not healthy again in time after one */
  async run(): Promise<void> {
    const { going, deck, until, stop, quiet, quietMs } = this.options;
    let quietAt = now() + quietMs.first;
    while (this.failed.length === 0) {
      await sleep(GAP_MS.least + this.below(GAP_MS.more), undefined, { signal: stop }).catch(() => undefined);
      await going.untilRoom();
      if (stop.aborted || now() > until) break;
      if (now() > quietAt) {
        await going.untilNone();
        await quiet(async () => {
          const kind = deck.take((one) => one.quick === true && this.isPossible(one));
          if (kind) void this.begin(kind);
          await going.untilNone();
        });
        quietAt = now() + quietMs.every;
        continue;
      }
      const kind = deck.take((one) => going.fits(one) && this.isPossible(one));
      if (kind) void this.begin(kind);
    }
    await going.untilNone();
    if (this.failed[0]) throw this.failed[0];
  }

  private isPossible({ possible }: FaultKind): boolean {
    return possible?.(this.target) ?? true;
  }

  private async begin(kind: FaultKind): Promise<void> {
    const { going, onProgress, seed } = this.options;
    const number = ++this.number;
    const fault = going.begin(kind);
    const say = (text: string) => onProgress(`fault ${number}: ${kind.name} ${text}`);
    try {
      const harm = await kind
        .harm(this.target, randomBelow(`fault ${seed} ${number}`))
        // For example, nobody knows the primary while another fault goes on.
        .catch((error: Error) => say(`could not be done: ${error.message}`));
      if (!harm) return;
      say(`(${harm.targets.join(', ')})`);
      await this.endure(fault, number, harm, say);
    } catch (error) {
      this.failed.push(new Error(`${kind.name}: ${(error as Error).message}`, { cause: error }));
    } finally {
      going.end(fault);
    }
  }

  /** Waits until the fault is undone and everything is healthy; writes the fault down in any case. */
  private async endure(
    fault: GoingFault,
    number: number,
    { lastsMs, undo, ...hit }: Harm,
    say: (text: string) => void,
  ): Promise<void> {
    const { going, onFault } = this.options;
    const { name, takes, disturbs = [] } = fault.kind;
    let restoredAt = Infinity;
    try {
      await sleep(lastsMs);
      await undo();
      restoredAt = now();
      going.undone(fault);
      await untilHealthy(this.target, takes, () => going.takenBeside(fault));
      say(`undone after ${seconds(restoredAt - hit.at)} s, healthy ${seconds(now() - restoredAt)} s later`);
    } finally {
      const healthyAt = now();
      const parts = hit.parts ?? [...takes, ...disturbs];
      onFault({
        ...hit,
        fault: number,
        kind: name,
        parts,
        restoredAt: Math.min(restoredAt, healthyAt),
        healthyAt,
      });
    }
  }
}
