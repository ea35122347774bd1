import type { Engine } from '../child.js';
import { kafkaComplaints } from './kafka-health.js';
import { mongoComplaints } from './mongo-health.js';
import { redisComplaints } from './redis-health.js';

/**
 * A sentence about everything that is wrong; none when every node serves and has its copies. It takes a few seconds at most,
 * no matter how many nodes hang.
 */
export async function clusterHealth(engines: {
  redis: Engine[];
  kafka: Engine[];
  mongo: Engine[];
}): Promise<string[]> {
  const complaints = await Promise.all([
    redisComplaints(engines),
    kafkaComplaints(engines),
    mongoComplaints(engines),
  ]);
  return complaints.flat();
}
