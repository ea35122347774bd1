import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Kafka } from 'kafkajs';
import { Environment } from '../../config/environment.js';
import { spanOf } from '../../tracing/spans.js';
import { EventLog, type Fate, type LogRecord } from '../event-log.js';
import { troubledPartitions } from '../log-metrics.js';
import { kafkaOptions } from './kafka.js';
import { pack, type Parcel } from './kafka-parcel.js';
import { KafkaSender } from './kafka-sender.js';
import { Shipment } from './kafka-shipment.js';
import { KafkaTopology } from './kafka-topology.js';

/** An append continues without the brokers that have not answered by then. */
const PATIENCE_MS = 2_000;
/** Partitions that have failed are tried beside the others. After those, an append waits for them no longer than this. */
const PROBE_MS = 250;

const NO_ANSWER: Fate = { state: 'failed', reason: 'no answer yet' };
const NO_TOPIC: Fate = { state: 'refused', reason: 'it names no topic' };

/** Requests under way, and whether they have ended. */
interface Group {
  parcels: Parcel[];
  work: Promise<void>;
  ended: boolean;
}

/**
 * Appends to Kafka so that no partition and no broker delays another. Partitions whose last request went well share a request
 * to their broker. A partition that has failed is left alone for a while, and then tried in a request of its own.
 */
@Injectable()
export class KafkaEventLog extends EventLog implements OnApplicationShutdown {
  private readonly logger = new Logger('Kafka');
  private readonly kafka: Kafka;
  private readonly topology = new KafkaTopology();
  private readonly sender: KafkaSender;

  constructor(env: Environment) {
    super();
    // Every broker is tried once for a connection; then the partitions' own pauses decide when to try again.
    const retry = { retries: env.KAFKA_BROKERS.length, initialRetryTime: 100, maxRetryTime: 1_000 };
    this.kafka = new Kafka({ ...kafkaOptions(env), retry });
    this.sender = new KafkaSender(this.kafka, this.topology);
    troubledPartitions.add(() => this.topology.troubled);
  }

  async append(records: LogRecord[]): Promise<Fate[]> {
    const traceparents = () => records.flatMap(({ headers }) => headers?.traceparent ?? []);
    const attributes = { 'messaging.system': 'kafka', 'messaging.batch.message_count': records.length };
    return spanOf('send', 'producer', traceparents, attributes, () => this.ship(records));
  }

  private async ship(records: LogRecord[]): Promise<Fate[]> {
    const shipment = new Shipment((parcels) => this.sender.send(parcels));
    const brokers = new Map<number | undefined, Parcel[]>();
    const probes: Parcel[] = [];
    for (const parcel of pack(records, this.topology)) {
      if (!parcel.lane.isTrusted) probes.push(parcel);
      else if (brokers.has(parcel.leader)) brokers.get(parcel.leader)!.push(parcel);
      else brokers.set(parcel.leader, [parcel]);
    }
    const start = (parcels: Parcel[]) => this.underWay(parcels, shipment.together(parcels));
    const trusted = [...brokers.values()].map(start);
    const tried = probes.map((parcel) => start([parcel]));
    await within(trusted, PATIENCE_MS);
    await within(tried, PROBE_MS);
    for (const { parcels, work, ended } of [...trusted, ...tried]) {
      if (!ended) for (const { lane } of parcels) lane.leave(work);
    }
    return records.map(({ topic }, place) => shipment.fates[place] ?? (topic ? NO_ANSWER : NO_TOPIC));
  }

  /** The work never rejects, since it can continue when no append waits for it any more. */
  private underWay(parcels: Parcel[], shipping: Promise<void>): Group {
    const work = shipping
      .catch((error: Error) => this.logger.error(`events were not sent: ${error.stack}`))
      .then(() => void (group.ended = true));
    const group: Group = { parcels, work, ended: false };
    return group;
  }

  async ping(): Promise<void> {
    const admin = this.kafka.admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
      await admin.describeCluster();
    } finally {
      await admin.disconnect();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sender.end();
  }
}

async function within(groups: Group[], ms: number): Promise<void> {
  if (groups.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([Promise.all(groups.map(({ work }) => work)), patience]);
  clearTimeout(timer);
}
