import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { ResultRecord } from '../persistence/result-record.js';

const OPTIONS = {
  /** The board's own order, which is the order of the results' index. */
  sort: { score: -1, reachedAt: 1, playerId: -1 },
  /** Results that are in memory at a time; one with 200 answers takes some 30 KB. */
  batchSize: 200,
  /** All as they were at one moment, so that no player appears twice or is left out while answers arrive. */
  readConcern: 'snapshot',
} as const;

/** Reads a session's results in the order of its board. */
@Injectable()
export class ResultReader {
  constructor(@InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>) {}

  /** The driver's own cursor: it closes when its reader stops early, and costs a fraction of the model's. */
  find(sessionId: string): mongo.FindCursor<ResultRecord> {
    const collection = this.results.collection as unknown as mongo.Collection<ResultRecord>;
    return collection.find({ sessionId }, OPTIONS);
  }
}
