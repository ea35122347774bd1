import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../../../dev/engines/index.js';
import { now } from '../../load/clock.js';
import { dropSome, everything, MOST_SESSIONS } from './dropping.js';
import { forEachProxy, innerLines, kindOf } from './lines.js';
import { type FaultKind, shuffledBy, type Target } from './target.js';

/** Processes are paused; sessions are lost after LAG_MS, and the pause goes on for STILL_MS. */
const LAG_MS = 12_000;
const STILL_MS = { least: 50_000, more: 15_000 };
/** A session can be dropped only once Kafka has taken its events; this is the time to wait for that. */
const PATIENCE_MS = 20_000;
const DELAY_MS = { least: 200, more: 1_300 };
const DELAYED_MS = { least: 8_000, more: 6_000 };

/** Pauses these processes, so that MongoDB falls behind and no rebuild makes progress, and drops whole sessions. */
const droppingBehind = (part: 'worker' | 'mongo', processes: (target: Target) => Engine[]): FaultKind => ({
  name: `sessions dropped with ${part} paused`,
  takes: [part],
  disturbs: ['keys'],
  async harm(target, below) {
    const still = processes(target);
    const at = now();
    await Promise.all(still.map((one) => one.pause()));
    await sleep(LAG_MS);
    const sessions = () => shuffledBy(target.sessions(), below);
    const dropped = await dropSome(target, sessions, MOST_SESSIONS, everything, PATIENCE_MS);
    return {
      at,
      targets: [...still.map(({ name }) => name), ...(dropped?.targets ?? [])],
      sessions: dropped?.sessions ?? [],
      lastsMs: STILL_MS.least + below(STILL_MS.more),
      undo: async () => void (await Promise.all(still.map((one) => one.resume()))),
    };
  },
});

/** Delays the answers of MongoDB to workers, so that a rebuild takes long and another one can begin meanwhile. */
const droppingSlowly: FaultKind = {
  name: 'sessions dropped with mongo delayed',
  takes: [],
  disturbs: ['mongo', 'keys'],
  possible: ({ engines }) => engines.proxies.length > 0,
  async harm(target, below) {
    const lines = (await innerLines(target)).filter(
      ({ owner, server }) => kindOf(owner) === 'worker' && kindOf(server) === 'mongo',
    );
    const delay = (ms: number) => forEachProxy(lines, (proxy, ids) => proxy.delay(ids, ms));
    const ms = DELAY_MS.least + below(DELAY_MS.more);
    const at = now();
    await delay(ms);
    const sessions = () => shuffledBy(target.sessions(), below);
    const dropped = await dropSome(target, sessions, MOST_SESSIONS, everything, PATIENCE_MS);
    return {
      at,
      targets: [`${lines.length} connections of workers ${ms} ms later`, ...(dropped?.targets ?? [])],
      sessions: dropped?.sessions ?? [],
      lastsMs: DELAYED_MS.least + below(DELAYED_MS.more),
      undo: () => delay(0),
    };
  },
};

/** Faults that lose sessions while it is difficult to rebuild them. */
export const REBUILD_FAULTS: FaultKind[] = [
  droppingBehind('worker', ({ system }) => system.workers),
  droppingBehind('mongo', ({ engines }) => engines.mongo),
  droppingSlowly,
];
