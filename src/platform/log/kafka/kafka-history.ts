import { Injectable } from '@nestjs/common';
import { Kafka, logLevel } from 'kafkajs';
import { Environment } from '../../config/environment.js';
import { LogHistory, type LogRange, type LogReading } from '../log-history.js';
import { kafkaOptions } from './kafka.js';
import { readRanges } from './log-range.js';
import { readLog } from './log-reader.js';

/** It creates a client for each question: a person waits for the answer, and the next question can be days away. */
@Injectable()
export class KafkaHistory extends LogHistory {
  constructor(private readonly env: Environment) {
    super();
  }

  async ranges(topics: string[], since?: number): Promise<LogRange[]> {
    const admin = this.client().admin();
    try {
      await admin.connect();
      return await readRanges(admin, topics, since);
    } finally {
      await admin.disconnect();
    }
  }

  read(ranges: LogRange[], reading: LogReading): Promise<void> {
    return readLog(this.client(), ranges, reading);
  }

  /** It logs nothing: the person who asked gets the error. */
  private client(): Kafka {
    return new Kafka({ ...kafkaOptions(this.env), logLevel: logLevel.NOTHING, retry: { retries: 3 } });
  }
}
