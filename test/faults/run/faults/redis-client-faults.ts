import { askRedis } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { type Below, type FaultKind, oneOf, type Taken, undone } from './target.js';

/** The types of connections in `CLIENT LIST TYPE`. */
type ClientType = 'normal' | 'pubsub' | 'replica';

/** Makes a Redis node end one or all of its connections of a type. */
const killed = (name: string, type: ClientType, takes: Taken[] = []): FaultKind => ({
  name,
  takes,
  disturbs: ['redis'],
  quick: true,
  async harm({ engines }, below) {
    const nodes = [...engines.redis];
    // A node without such connections is skipped, and so is one that is down.
    while (nodes.length > 0) {
      const [node] = nodes.splice(below(nodes.length), 1);
      const at = now();
      const count = await killOn(node!, type, below).catch(() => 0);
      if (count > 0) return { at, targets: [`${node!.name}: ${count}`], lastsMs: 0, undo: undone };
    }
    return undefined;
  },
});

/** @returns the number of connections that were ended */
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

/** Faults of Redis' connections, which Redis itself ends. */
export const REDIS_CLIENT_FAULTS: FaultKind[] = [
  killed('redis commands killed', 'normal'),
  killed('redis subscribers killed', 'pubsub'),
  killed('redis replication killed', 'replica', ['redis']),
];
