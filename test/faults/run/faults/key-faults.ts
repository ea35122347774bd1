import { setTimeout as sleep } from 'node:timers/promises';
import { askRedis } from '../../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../../dev/engines/index.js';
import { now } from '../../load/clock.js';
import { type Choose, dropSome, everything, MOST_SESSIONS } from './dropping.js';
import { type Below, type FaultKind, oneOf, shuffledBy, someOf, type Target, undone } from './target.js';

/** The number of sessions, of those that ended last, that can lose keys: players return to these. */
const LATEST = 20;
/** Redis evicts what it can while its memory is limited to this share of what it uses, for this time. */
const [SHARE, SHORT_OF_MEMORY_MS] = [0.97, 300];
/** Longer than a node is ever down or paused. */
const HEARD_WITHIN_MS = 60_000;

/** Drops keys at once; nothing puts them back but Podium. */
const dropping = (
  name: string,
  sessionIds: (target: Target) => string[],
  most: (below: Below) => number,
  choose: (below: Below) => Choose,
): FaultKind => ({
  name,
  takes: [],
  disturbs: ['keys'],
  quick: true,
  async harm(target, below) {
    const candidates = () => shuffledBy(sessionIds(target), below);
    const dropped = await dropSome(target, candidates, most(below), choose(below));
    return dropped && { ...dropped, lastsMs: 0, undo: undone };
  },
});

/** Sets the memory limit of a node; tries until the node answers, since it can be down or paused for a while. */
async function allow(node: Engine, maxmemory: string): Promise<void> {
  const end = now() + HEARD_WITHIN_MS;
  for (;;) {
    try {
      return void (await askRedis(node, (redis) => redis.config('SET', 'maxmemory', maxmemory)));
    } catch (error) {
      if (now() > end) throw error;
      await sleep(100);
    }
  }
}

/** Gives a node less memory than it uses. @returns its limit before; undefined when it does not answer */
async function squeeze(node: Engine): Promise<string | undefined> {
  const before = await askRedis(node, async (redis) => ({
    most: ((await redis.config('GET', 'maxmemory')) as string[])[1]!,
    used: Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]),
  })).catch(() => undefined);
  if (!before) return undefined;
  const less = Math.floor(before.used * SHARE);
  // The node can have applied the command even when no reply came.
  await askRedis(node, (redis) => redis.config('SET', 'maxmemory', less)).catch(() => undefined);
  return before.most;
}

const evict: FaultKind = {
  name: 'keys evicted',
  takes: [],
  disturbs: ['redis', 'keys'],
  quick: true,
  async harm({ engines }) {
    const at = now();
    const before = await Promise.all(engines.redis.map(squeeze));
    const squeezed = engines.redis.flatMap((node, place) => {
      const most = before[place];
      return most === undefined ? [] : { node, most };
    });
    return {
      at,
      targets: squeezed.map(({ node }) => node.name),
      lastsMs: SHORT_OF_MEMORY_MS,
      undo: async () => void (await Promise.all(squeezed.map(({ node, most }) => allow(node, most)))),
    };
  },
};

/** Faults after which Redis has less of a session than it should, although no node was lost. */
export const KEY_FAULTS: FaultKind[] = [
  dropping(
    'session key dropped',
    (target) => target.sessions(),
    () => 1,
    (below) => (found) => [oneOf(found, below)],
  ),
  dropping(
    'sessions dropped',
    (target) => target.sessions(),
    (below) => 1 + below(MOST_SESSIONS),
    () => everything,
  ),
  dropping(
    'keys of ended sessions dropped',
    (target) => target.ended().slice(0, LATEST),
    (below) => 1 + below(MOST_SESSIONS),
    (below) => (found) => someOf(found, below, 3),
  ),
  evict,
];
