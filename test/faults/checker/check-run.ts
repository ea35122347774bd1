import { check } from './check.js';
import type { FaultLine, MetricsLine } from '../history.js';
import { readHistory, readLines } from './read-history.js';
import { readKafka } from './read-kafka.js';
import { readMongo } from './read-mongo.js';
import { readRedis } from './read-redis.js';
import type { Verdict } from './verdict.js';

export type { Verdict } from './verdict.js';

/** The addresses of a run's evidence. */
export interface RunAddress {
  /** Path of its `history.jsonl`. */
  history: string;
  /** Paths of its `faults.jsonl` and `metrics.jsonl`; a run without faults has none. */
  faults?: string;
  metrics?: string;
  mongoUrl: string;
  /** `host:port`, comma-separated. */
  kafkaBrokers: string;
  /** `redis://host:port` or `redis-cluster://a:1,b:2`. */
  redisUrl: string;
}

/**
 * Reads all evidence of a run that has come to rest, and judges it. Changes nothing in any store.
 *
 * @throws when the history contradicts itself or a store cannot be read: then there is no verdict
 */
export async function checkRun({
  history: file,
  faults: faultsFile,
  metrics: metricsFile,
  mongoUrl,
  kafkaBrokers,
  redisUrl,
}: RunAddress): Promise<Verdict> {
  const history = await readHistory(file);
  const sessionIds = [...history.keys()];
  const [faults, metrics, mongo, kafka, redis] = await Promise.all([
    readLines<FaultLine>(faultsFile),
    readLines<MetricsLine>(metricsFile),
    readMongo(mongoUrl, sessionIds),
    readKafka(kafkaBrokers, sessionIds),
    readRedis(redisUrl, history),
  ]);
  return check({ history, mongo, kafka, redis, faults: faults.toSorted((a, b) => a.at - b.at), metrics });
}
