import { addressOf, type Engine } from '../child.js';
import { knownNodes, type KnownNode, type SlotRange } from './redis-view.js';

/** What a Redis node is in its cluster now. */
export interface RedisRole {
  engine: Engine;
  role: 'primary' | 'replica';
  /** The primary that a replica follows. */
  follows?: Engine;
  /** A primary's slots; empty for one that has lost them to its replica and doesn't know yet. */
  slots: SlotRange[];
}

const latestEpoch = (view: KnownNode[]) => Math.max(...view.map(({ epoch }) => epoch));

/**
 * Who is who in Redis Cluster: a role for each engine, in their order. It is the view of the node that has heard of
 * the latest failover, so that of a primary cut off or just resumed doesn't count. A node that is down has the role
 * the others remember. Rejects when no node answers.
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
