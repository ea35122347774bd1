import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { LogLag } from '../log-lag.js';
import { connectKafka } from './kafka.js';
import { WORKER_GROUP } from './kafka-batch-server.js';

@Injectable()
export class KafkaLag extends LogLag {
  constructor(private readonly env: Environment) {
    super();
  }

  async messages(topics: string[]): Promise<number> {
    const admin = connectKafka(this.env).admin({ retry: { retries: 1 } });
    try {
      await admin.connect();
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
