import { Cluster, Redis } from 'ioredis';
import type { History, RedisEvidence, SessionHistory } from './evidence.js';
import { type RawRedisSession, toRedisSession } from './redis-evidence.js';

const CLUSTER_SCHEME = 'redis-cluster://';
const TRIES = 5;
/** Answers of a question and places of a board are read in pages of this size, so that no command blocks Redis for long. */
const PAGE = 1_000;

type Connection = Redis | Cluster;

const retry = (times: number) => (times > TRIES ? null : 200);

function connect(url: string): Connection {
  const options = { connectTimeout: 3_000, commandTimeout: 15_000, maxRetriesPerRequest: TRIES };
  if (!url.startsWith(CLUSTER_SCHEME)) return new Redis(url, { ...options, retryStrategy: retry });
  const nodes = url
    .slice(CLUSTER_SCHEME.length)
    .split(',')
    .map((address) => {
      const [host, port] = address.split(':');
      return { host, port: Number(port ?? 6379) };
    });
  return new Cluster(nodes, { redisOptions: options, clusterRetryStrategy: retry });
}

/** Reads what Redis, or a Redis Cluster, still has of a run's sessions. @throws when it cannot be reached */
export async function readRedis(url: string, history: History): Promise<RedisEvidence> {
  const redis = connect(url);
  let unreachable: Error | undefined;
  // Without a listener ioredis prints each failed try.
  redis.on('error', (error: Error) => (unreachable = error));
  const evidence: RedisEvidence = new Map();
  try {
    for (const session of history.values()) {
      const raw = await readSession(redis, session);
      if (raw) evidence.set(session.sessionId, toRedisSession(raw));
    }
    return evidence;
  } catch (error) {
    throw new Error(`Redis: ${(unreachable ?? (error as Error)).message}`, { cause: error });
  } finally {
    redis.disconnect();
  }
}

async function readSession(redis: Connection, session: SessionHistory): Promise<RawRedisSession | undefined> {
  const key = (name: string) => `podium:{${session.sessionId}}:${name}`;
  const fields = await redis.hgetall(key('session'));
  if (Object.keys(fields).length === 0) return undefined;
  const board: string[] = [];
  for (let from = 0, page: string[]; ; from += PAGE) {
    page = await redis.zrevrange(key('board'), from, from + PAGE - 1, 'WITHSCORES');
    board.push(...page);
    if (page.length < PAGE * 2) break;
  }
  const answers: RawRedisSession['answers'] = {};
  for (const questionId of session.questions.keys()) {
    answers[questionId] = await readHash(redis, key(`answers:${questionId}`));
  }
  return { fields, board, answers, outbox: await redis.xlen(key('outbox')) };
}

async function readHash(redis: Connection, key: string): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  let cursor = '0';
  do {
    const [next, page] = await redis.hscan(key, cursor, 'COUNT', PAGE);
    for (let i = 0; i < page.length; i += 2) fields[page[i]!] = page[i + 1]!;
    cursor = next;
  } while (cursor !== '0');
  return fields;
}
