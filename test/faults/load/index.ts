import { setMaxListeners } from 'node:events';
import type { SessionLine } from '../history.js';
import { within } from './clock.js';
import { HistoryWriter } from './history-writer.js';
import { LIVE_SLOTS, SELF_PACED_SLOTS, selfPacedRate } from './plan.js';
import { Quiet } from './quiet.js';
import { Rest } from './rest.js';
import type { SessionRun } from './session-run.js';
import { Slot } from './slot.js';
import { Tally, type LoadStats } from './tally.js';
import type { World } from './world.js';

export type { LoadStats } from './tally.js';

export interface LoadOptions {
  /** The load balancer's URL. */
  url: string;
  /** `history.jsonl`; lines are appended. */
  history: string;
  /** It decides sessions, players, values and due times. */
  seed: number;
  /** The rate of all sessions together, about 20 to 150. */
  answersPerSecond: number;
  /** Whether joins carry a key, as in the contract; false for a server that does not know keys. */
  joinKeys: boolean;
  /** Milliseconds since the last fault was over and everything was healthy; 0 while that is not so. */
  calmMs(): number;
  onProgress?: (line: string) => void;
}

/** The number of sessions that are visited at once at the end, and the time for each, when there are no faults any more. */
const AT_ONCE = 20;
const REVISIT_MS = 20_000;

/** A session that has not yet been read as ended. */
export interface OpenSession {
  sessionId: string;
  mode: SessionLine['mode'];
  players: number;
}

export interface Load {
  /** A copy of the present counts. */
  stats(): LoadStats;
  open(): OpenSession[];
  /** Ids of the sessions that were read as ended, the latest first. */
  ended(): string[];
  /** Nobody answers until `work` is done, so that boards stand still. */
  quiet(work: () => Promise<void>): Promise<void>;
  /** Compares the clients of all open sessions with the server. @returns in how many sessions that was possible */
  look(withinMs: number): Promise<number>;
  /**
   * Begins nothing new, and ends the present sessions. Resolves when each has its `closed` line, every session of the run was
   * visited once more, all sockets are closed and the history is written.
   *
   * @param patienceMs after this time, sessions that have not ended are given up: 90,000 by default
   * @throws Error with those sessions, or because the history could not be written
   */
  finish(patienceMs?: number): Promise<void>;
}

/** Visits every session once more, some at a time: the parts of ended sessions that Redis has lost have to come back. */
async function revisit(sessions: SessionRun[], tally: Tally): Promise<void> {
  const waiting = sessions.filter(({ players }) => players.length > 0);
  const visit = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      await one.revisit(REVISIT_MS).catch(tally.failed);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visit));
}

/** Starts clients that play sessions of both modes side by side, until `finish`. No failure of the system ends them. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const { url, seed, answersPerSecond, joinKeys, calmMs, onProgress = () => {} } = options;
  const [stopping, abandoned] = [new AbortController(), new AbortController()];
  // Each player waits for its next due time and listens to these signals meanwhile.
  setMaxListeners(0, stopping.signal, abandoned.signal);
  const tally = new Tally(onProgress);
  const history = new HistoryWriter(options.history);
  let op = 0;
  const world: World = {
    url,
    seed,
    joinKeys,
    history,
    tally,
    rest: new Rest(url, () => (tally.stats.restRetries += 1)),
    quiet: new Quiet(),
    calmMs,
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
  const all = () => slots.flatMap(({ sessions }) => sessions);
  const stillOpen = () => all().filter(({ closed }) => !closed);

  return {
    stats: () => structuredClone(tally.stats),
    open: () =>
      stillOpen().map(({ sessionId, plan, players }) => ({
        sessionId,
        mode: plan.mode,
        players: players.length,
      })),
    ended: () =>
      all()
        .flatMap(({ closedAt, sessionId }) => (closedAt === undefined ? [] : [{ closedAt, sessionId }]))
        .toSorted((a, b) => b.closedAt - a.closedAt)
        .map(({ sessionId }) => sessionId),
    quiet: (work) => world.quiet.during(work),
    look: async (withinMs) => {
      const looked = await Promise.all(stillOpen().map((session) => session.look(withinMs)));
      return looked.filter(Boolean).length;
    },
    finish: async (patienceMs = 90_000) => {
      stopping.abort();
      await within(patienceMs, over);
      if (stillOpen().length === 0) await revisit(all(), tally);
      abandoned.abort();
      await over;
      await history.close();
      const left = stillOpen().map(({ sessionId, plan }) => `${sessionId} (${plan.mode})`);
      if (left.length > 0) throw new Error(`sessions that did not end: ${left.join(', ')}`);
    },
  };
}
