import type { ICustomPartitioner, PartitionMetadata } from 'kafkajs';
import { Lane } from './kafka-lane.js';
import { partitionOf } from './partitioner.js';

/** A topic as its newest metadata describe it; empty before the first request. */
interface Topic {
  metadata: PartitionMetadata[];
  /** By partition: the id of the broker that leads it, -1 when none does. */
  leaders: number[];
  /** By partition. */
  lanes: Lane[];
  /** For records whose partition nobody knows yet. */
  anywhere: Lane;
}

/** Where a record has to go. */
export interface Way {
  lane: Lane;
  /** Broker; undefined while the topic is unknown. */
  leader?: number;
  partition?: number;
}

/**
 * Which partition a record belongs to, and who leads that partition. It is learned from the metadata that kafkajs shows
 * its partitioner with every message that is sent, so it costs no request of its own. Known are as many topics as Podium
 * has.
 */
export class KafkaTopology {
  private readonly topics = new Map<string, Topic>();

  /** A record without a known partition gets one here, as kafkajs sends it. */
  readonly partitioner: ICustomPartitioner = () => (sent) => {
    const { topic, partitionMetadata, message } = sent;
    const count = partitionMetadata.length;
    if (this.of(topic).metadata !== partitionMetadata) this.learn(topic, partitionMetadata);
    if (message.partition === undefined || message.partition >= count) {
      message.partition = partitionOf(message.key as string, count);
    }
    return message.partition;
  };

  wayOf(topic: string, key: string): Way {
    const { leaders, lanes, anywhere } = this.of(topic);
    if (lanes.length === 0) return { lane: anywhere };
    const partition = partitionOf(key, lanes.length);
    return { lane: lanes[partition]!, leader: leaders[partition], partition };
  }

  /** How many partitions have failed at their last request. */
  get troubled(): number {
    const lanes = [...this.topics.values()].flatMap((topic) => [topic.anywhere, ...topic.lanes]);
    return lanes.filter((lane) => !lane.isTrusted).length;
  }

  private of(name: string): Topic {
    let topic = this.topics.get(name);
    if (!topic) {
      topic = { metadata: [], leaders: [], lanes: [], anywhere: new Lane() };
      this.topics.set(name, topic);
    }
    return topic;
  }

  private learn(name: string, metadata: PartitionMetadata[]): void {
    const topic = this.of(name);
    topic.metadata = metadata;
    topic.anywhere.answered();
    topic.leaders = metadata.map(() => -1);
    for (const { partitionId, leader } of metadata) topic.leaders[partitionId] = leader;
    topic.lanes = metadata.map((_, partition) => topic.lanes[partition] ?? new Lane());
  }
}
