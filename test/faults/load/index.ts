import { setMaxListeners } from 'node:events';
import type { SessionLine } from '../history.js';
import { within } from './clock.js';
import { HistoryWriter } from './history-writer.js';
import { LIVE_SLOTS, SELF_PACED_SLOTS, selfPacedRate } from './plan.js';
import { Rest } from './rest.js';
import { Slot } from './slot.js';
import { Tally, type LoadStats } from './tally.js';
import type { World } from './world.js';

export type { LoadStats } from './tally.js';

export interface LoadOptions {
  /** Of the load balancer. */
  url: string;
  /** `history.jsonl`; lines are appended. */
  history: string;
  /** Decides sessions, players, values and due times. */
  seed: number;
  /** Of all sessions together, about 20 to 150. */
  answersPerSecond: number;
  onProgress?: (line: string) => void;
}

/** A session that has not been read as ended yet. */
export interface OpenSession {
  sessionId: string;
  mode: SessionLine['mode'];
  players: number;
}

export interface Load {
  /** A copy of the counts so far. */
  stats(): LoadStats;
  open(): OpenSession[];
  /**
   * Begins nothing new, ends the sessions there are, and resolves when each has its `closed` line, all sockets are
   * closed and the history is written.
   *
   * @param patienceMs then the sessions that have not ended are given up: 90,000 by default
   * @throws Error with those sessions, or because the history could not be written
   */
  finish(patienceMs?: number): Promise<void>;
}

/** Starts clients that play sessions of both modes side by side, until `finish`. No failure of the system ends them. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const { url, seed, answersPerSecond, onProgress = () => {} } = options;
  const [stopping, abandoned] = [new AbortController(), new AbortController()];
  // Each player waits for its next due time with an eye on them.
  setMaxListeners(0, stopping.signal, abandoned.signal);
  const tally = new Tally(onProgress);
  const history = new HistoryWriter(options.history);
  let op = 0;
  const world: World = {
    url,
    seed,
    history,
    tally,
    rest: new Rest(url, () => (tally.stats.restRetries += 1)),
    stopping: stopping.signal,
    abandoned: abandoned.signal,
    nextOp: () => ++op,
  };
  const rate = selfPacedRate(answersPerSecond);
  const slots = [
    ...Array.from(
      { length: SELF_PACED_SLOTS },
      (_, n) => new Slot(world, `self-${n + 1}`, 'self-paced', rate),
    ),
    ...Array.from({ length: LIVE_SLOTS }, (_, n) => new Slot(world, `live-${n + 1}`, 'live', rate)),
  ];
  const over = Promise.all(slots.map((slot) => slot.run().catch(tally.failed)));
  const stillOpen = () => slots.flatMap(({ sessions }) => sessions.filter(({ closed }) => !closed));

  return {
    stats: () => structuredClone(tally.stats),
    open: () =>
      stillOpen().map(({ sessionId, plan, players }) => ({
        sessionId,
        mode: plan.mode,
        players: players.length,
      })),
    finish: async (patienceMs = 90_000) => {
      stopping.abort();
      await within(patienceMs, over);
      abandoned.abort();
      await over;
      await history.close();
      const left = stillOpen().map(({ sessionId, plan }) => `${sessionId} (${plan.mode})`);
      if (left.length > 0) throw new Error(`sessions that did not end: ${left.join(', ')}`);
    },
  };
}
