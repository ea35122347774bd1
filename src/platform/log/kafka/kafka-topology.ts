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
  /** For records whose partition is not known yet. */
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
 * The partition that a record belongs to, and the broker that leads it. Both come from the metadata that kafkajs passes to
 * its partitioner with every message, so they cost no request of their own. The map has no more topics than Podium uses.
 */
export class KafkaTopology {
  private readonly topics = new Map<string, Topic>();

  /** A record without a known partition gets one here, when kafkajs sends it. */
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

  /** The number of partitions whose last request failed. */
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
