import { addressOf, type Engine } from '../child.js';
import { knownNodes, type KnownNode, type SlotRange } from './redis-view.js';

/** The current role of a Redis node in its cluster. */
export interface RedisRole {
  engine: Engine;
  role: 'primary' | 'replica';
  /** The primary that a replica follows. */
  follows?: Engine;
  /** The slots of a primary. They are empty when its replica has taken them and it does not know that yet. */
  slots: SlotRange[];
}

const latestEpoch = (view: KnownNode[]) => Math.max(...view.map(({ epoch }) => epoch));

/**
 * The role of each engine in Redis Cluster, in the order of the engines. The answer is the view of the node that knows the
 * latest failover, so that the view of a primary that is cut off or has just resumed does not count. A node that is down
 * has the role that the others remember. Rejects when no node answers.
 */
export async function redisRoles({ redis }: { redis: Engine[] }): Promise<RedisRole[]> {
  const answers = await Promise.allSettled(redis.map(knownNodes));
  const views = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [latest] = views.toSorted((a, b) => latestEpoch(b) - latestEpoch(a));
  if (!latest) throw new Error('no node of Redis Cluster answers');
  const engineOf = (node?: KnownNode) => redis.find((engine) => node?.address === addressOf(engine));
  return redis.flatMap((engine) => {
    const node = latest.find((one) => engineOf(one) === engine);
    if (!node) return [];
    const follows = engineOf(latest.find(({ id }) => id === node.primaryId));
    return [{ engine, role: node.role, ...(follows && { follows }), slots: node.slots }];
  });
}
