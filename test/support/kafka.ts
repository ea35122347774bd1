import kafkajs, { type Admin, type IHeaders } from 'kafkajs';
import { Environment } from '../../src/platform/config/environment.js';
import { until } from './until.js';

/** A record as a test compares it. */
export interface Stored {
  partition: number;
  key: string;
  value: string;
  headers: Record<string, string>;
}

const text = (headers: IHeaders = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** A test's own access to Kafka, independent of the code under test. */
export class KafkaSide {
  readonly kafka: kafkajs.Kafka;
  readonly admin: Admin;
  private groups = 0;

  constructor(readonly brokers: string) {
    this.kafka = new kafkajs.Kafka({
      brokers: brokers.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      retry: { retries: 10, initialRetryTime: 100, maxRetryTime: 300 },
    });
    this.admin = this.kafka.admin();
  }

  /** The environment for classes of the source that connect by themselves. */
  get environment(): Environment {
    return Object.assign(new Environment(), { KAFKA_BROKERS: this.brokers.split(',') });
  }

  async create(topic: string, partitions: number, config: Record<string, string> = {}): Promise<void> {
    await this.admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic,
          numPartitions: partitions,
          configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  }

  /** Changes the configuration of a topic; resolves when it is in force. */
  async alter(topic: string, name: string, value: string): Promise<void> {
    const type = kafkajs.ConfigResourceTypes.TOPIC;
    const resource = { type, name: topic };
    await this.admin.alterConfigs({
      validateOnly: false,
      resources: [{ ...resource, configEntries: [{ name, value }] }],
    });
    const current = async () => {
      const question = { includeSynonyms: false, resources: [{ ...resource, configNames: [name] }] };
      const { resources } = await this.admin.describeConfigs(question);
      return resources[0]!.configEntries[0]?.configValue;
    };
    await until(async () => (await current()) === value, { what: `${name} of ${value}`, withinMs: 10_000 });
  }

  /** The number of records in a topic. */
  async count(topic: string): Promise<number> {
    const offsets = await this.admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  }

  /** Waits until a topic has at least `atLeast` records, then reads all of them. */
  async read(topic: string, atLeast: number, withinMs: number): Promise<Stored[]> {
    const have = () => this.count(topic);
    let count = 0;
    await until(async () => (count = await have()) >= atLeast, {
      what: () => `${atLeast} records in ${topic}, only ${count}`,
      withinMs,
    });
    const groupId = `read-${process.pid}-${this.groups++}-${topic}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
    const found: Stored[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers } }) => {
        found.push({ partition, key: String(key), value: String(value), headers: text(headers) });
      },
    });
    await until(() => found.length >= count, { what: `${count} records read`, withinMs: 20_000 });
    await consumer.disconnect();
    return found;
  }
}
