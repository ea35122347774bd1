import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { Module } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { deadLetterTopic, TOPICS } from '../contracts/kafka-events.js';
import { HostsModule } from '../hosts/hosts.module.js';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { Environment } from '../platform/config/environment.js';
import { connectKafka } from '../platform/log/kafka/kafka.js';
import { createIndexes } from '../platform/mongo/indexes.js';
import { QuizModule } from '../quiz/quiz.module.js';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { withContext } from './context.js';

@Module({
  imports: [
    HostsModule,
    QuizModule,
    MongooseModule.forFeature([
      { name: SessionRecord.name, schema: SessionSchema },
      { name: ResultRecord.name, schema: ResultSchema },
    ]),
  ],
})
class EveryModel {}

/** Creates the topics and indexes that Podium needs and that are missing; safe to run again. */
export async function prepare(): Promise<void> {
  await withContext([EveryModel], async (context) => {
    const env = context.get(Environment);
    const topics = await createTopics(env);
    console.log(topics.length > 0 ? `topics created: ${topics.join(', ')}` : 'topics: all there');
    const models = await createIndexes(context.get<Connection>(getConnectionToken()));
    console.log(`indexes there: ${models.join(', ')}`);
  });
}

async function createTopics(env: Environment): Promise<string[]> {
  const admin = connectKafka(env).admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const wanted = Object.values(TOPICS).flatMap((topic) => [topic, deadLetterTopic(topic)]);
    const missing = wanted.filter((topic) => !there.has(topic));
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: topic.endsWith('.dlq') ? 1 : env.KAFKA_PARTITIONS,
        replicationFactor: env.KAFKA_REPLICATION,
        // With three copies one broker can be away; every acknowledged event is on two at least.
        configEntries: [{ name: 'min.insync.replicas', value: env.KAFKA_REPLICATION > 2 ? '2' : '1' }],
      })),
    });
    return missing;
  } finally {
    await admin.disconnect();
  }
}
