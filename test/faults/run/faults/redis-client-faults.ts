import { askRedis } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { type Below, type FaultKind, oneOf, type Taken, undone } from './target.js';

/** Kinds of connections as `CLIENT LIST TYPE` knows them. */
type ClientType = 'normal' | 'pubsub' | 'replica';

/** Redis ends one or all connections of a type that a node has. */
const killed = (name: string, type: ClientType, takes: Taken[] = []): FaultKind => ({
  name,
  takes,
  disturbs: ['redis'],
  quick: true,
  async harm({ engines }, below) {
    const nodes = [...engines.redis];
    // A node that has none of them is passed over, and so is one that is down.
    while (nodes.length > 0) {
      const [node] = nodes.splice(below(nodes.length), 1);
      const at = now();
      const count = await killOn(node!, type, below).catch(() => 0);
      if (count > 0) return { at, targets: [`${node!.name}: ${count}`], lastsMs: 0, undo: undone };
    }
    return undefined;
  },
});

/** @returns how many were ended */
const killOn = (node: Parameters<typeof askRedis>[0], type: ClientType, below: Below): Promise<number> =>
  askRedis(node, async (redis) => {
    const own = String(await redis.client('ID'));
    const list = String(await redis.call('CLIENT', 'LIST', 'TYPE', type));
    const ids = list
      .split('\n')
      .flatMap((line) => /^id=(\d+) /.exec(line)?.[1] ?? [])
      .filter((id) => id !== own);
    if (ids.length === 0) return 0;
    const chosen = below(2) === 0 ? ids : [oneOf(ids, below)];
    for (const id of chosen) await redis.call('CLIENT', 'KILL', 'ID', id);
    return chosen.length;
  });

/** Faults of Redis' connections, done by Redis itself. */
export const REDIS_CLIENT_FAULTS: FaultKind[] = [
  killed('redis commands killed', 'normal'),
  killed('redis subscribers killed', 'pubsub'),
  killed('redis replication killed', 'replica', ['redis']),
];
