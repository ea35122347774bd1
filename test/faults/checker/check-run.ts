import { check } from './check.js';
import { readHistory } from './read-history.js';
import { readKafka } from './read-kafka.js';
import { readMongo } from './read-mongo.js';
import { readRedis } from './read-redis.js';
import type { Verdict } from './verdict.js';

export type { Verdict } from './verdict.js';

/** Where the evidence of a run is. */
export interface RunAddress {
  /** Path of its `history.jsonl`. */
  history: string;
  mongoUrl: string;
  /** `host:port`, comma-separated. */
  kafkaBrokers: string;
  /** `redis://host:port` or `redis-cluster://a:1,b:2`. */
  redisUrl: string;
}

/**
 * Reads all evidence of a run that has come to rest, and judges it. Changes nothing in any store.
 *
 * @throws when the history contradicts itself or a store can't be read: that is no verdict
 */
export async function checkRun({
  history: file,
  mongoUrl,
  kafkaBrokers,
  redisUrl,
}: RunAddress): Promise<Verdict> {
  const history = await readHistory(file);
  const sessionIds = [...history.keys()];
  const [mongo, kafka, redis] = await Promise.all([
    readMongo(mongoUrl, sessionIds),
    readKafka(kafkaBrokers, sessionIds),
    readRedis(redisUrl, history),
  ]);
  return check({ history, mongo, kafka, redis });
}
