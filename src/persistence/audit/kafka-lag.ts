import { Injectable } from '@nestjs/common';
import { TOPICS } from '../../contracts/kafka-events.js';
import { Environment } from '../../platform/config/environment.js';
import { connectKafka } from '../../platform/kafka/kafka.js';
import { WORKER_GROUP } from '../kafka-batch-server.js';

/** How far the workers are behind. */
@Injectable()
export class KafkaLag {
  constructor(private readonly env: Environment) {}

  /** Messages of all sessions that no worker has finished; -1 when Kafka can't be asked. */
  async messages(): Promise<number> {
    const admin = connectKafka(this.env).admin({ retry: { retries: 1 } });
    try {
      await admin.connect();
      const topics = Object.values(TOPICS);
      const committed = await admin.fetchOffsets({ groupId: WORKER_GROUP, topics });
      let lag = 0;
      for (const { topic, partitions } of committed) {
        const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
        for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
          const offset = done.get(partition) ?? -1;
          lag += Number(high) - (offset < 0 ? Number(low) : offset);
        }
      }
      return lag;
    } catch {
      return -1;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
