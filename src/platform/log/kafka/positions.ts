import type { Consumer, KafkaMessage } from 'kafkajs';
import type { LogRange } from '../log-history.js';

/** How far each partition has been read. */
export class Positions {
  readonly total: number;
  private readonly byPartition: Map<string, { range: LogRange; next: number }>;

  constructor(ranges: LogRange[]) {
    this.byPartition = new Map(
      ranges.map((range) => [nameOf(range.topic, range.partition), { range, next: range.start }]),
    );
    this.total = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  get read(): number {
    let read = 0;
    for (const { range, next } of this.byPartition.values()) read += Math.min(next, range.end) - range.start;
    return read;
  }

  get done(): boolean {
    return [...this.byPartition.values()].every(({ range, next }) => next >= range.end);
  }

  /** @returns whether the partition has been read to its end */
  move(topic: string, partition: number, next: number): boolean {
    const position = this.byPartition.get(nameOf(topic, partition));
    if (!position) return true;
    position.next = Math.max(position.next, next);
    return position.next >= position.range.end;
  }

  /** The messages in the range. Before its seek, and after a rebalance, a consumer begins with the oldest record. */
  within(topic: string, partition: number, messages: KafkaMessage[]): KafkaMessage[] {
    const range = this.byPartition.get(nameOf(topic, partition))?.range;
    if (!range) return [];
    const wanted = messages.filter(
      ({ offset }) => Number(offset) >= range.start && Number(offset) < range.end,
    );
    const [first] = wanted;
    if (first) range.first ??= { offset: Number(first.offset), at: Number(first.timestamp) };
    return wanted;
  }

  seek(consumer: Consumer): void {
    for (const { range } of this.byPartition.values()) {
      const { topic, partition, low, start } = range;
      if (start > low) consumer.seek({ topic, partition, offset: String(start) });
    }
  }
}

const nameOf = (topic: string, partition: number) => `${topic}:${partition}`;
