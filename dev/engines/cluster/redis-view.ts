import { Redis } from 'ioredis';
import type { Engine } from '../child.js';

const ANSWER_MS = 1000;

/** What one node of the cluster knows about another one. */
export interface KnownNode {
  id: string;
  /** `host:port`. */
  address: string;
  /** Whether it is the node that was asked. */
  myself: boolean;
  role: 'primary' | 'replica';
  /** Id of the primary it follows. */
  primaryId?: string;
  /** The epoch of the failover that gave the node its slots. */
  epoch: number;
  slots: SlotRange[];
}

/** First and last hash slot, both included. */
export type SlotRange = [first: number, last: number];

/** Asks one node; rejects when no answer comes within about a second, as from a paused node. */
export async function askRedis<T>(
  { host, port }: Pick<Engine, 'host' | 'port'>,
  ask: (redis: Redis) => Promise<T>,
): Promise<T> {
  const redis = new Redis({
    host,
    port,
    lazyConnect: true,
    enableReadyCheck: false,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

function parseLine(line: string): KnownNode {
  const [id = '', address = '', flags = '', primaryId = '-', , , epoch, , ...slots] = line.split(' ');
  return {
    id,
    address: address.split('@')[0]!,
    myself: flags.includes('myself'),
    role: flags.includes('master') ? 'primary' : 'replica',
    ...(primaryId !== '-' && { primaryId }),
    epoch: Number(epoch),
    // A slot that moves to another node is written in brackets; here no slot ever moves.
    slots: slots
      .filter((range) => !range.startsWith('['))
      .map((range) => {
        const [first = '', last = first] = range.split('-');
        return [Number(first), Number(last)];
      }),
  };
}

/** Parses CLUSTER NODES of one node. */
export const knownNodes = (engine: Pick<Engine, 'host' | 'port'>): Promise<KnownNode[]> =>
  askRedis(engine, async (redis) =>
    String(await redis.cluster('NODES'))
      .trim()
      .split('\n')
      .map(parseLine),
  );

/** `name:value` lines of INFO and CLUSTER INFO. */
function parseFields(text: string): Record<string, string> {
  const pairs = text.split('\r\n').map((line) => line.split(':') as [string, string]);
  return Object.fromEntries(pairs);
}

/** A node's view of the cluster and of its own replication: the fields of CLUSTER INFO and INFO replication. */
export const redisState = (engine: Pick<Engine, 'host' | 'port'>): Promise<Record<string, string>> =>
  askRedis(engine, async (redis) => ({
    ...parseFields(await redis.cluster('INFO')),
    ...parseFields(await redis.info('replication')),
  }));
