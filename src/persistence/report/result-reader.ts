import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { ResultRecord } from '../result-record.js';

/** Results that are in memory at a time; one with 200 answers takes some 30 KB. */
const BATCH = 200;

/** The board's own order, and the results' index. */
const BOARD_ORDER = { score: -1, reachedAt: 1, playerId: -1 } as const;

/** Reads a session's results in the order of its board, those of kicked players after all others. */
@Injectable()
export class ResultReader {
  constructor(@InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>) {}

  /** All of it as it was at one moment, so that nobody comes twice or is left out while answers arrive. */
  async *read(sessionId: string): AsyncGenerator<ResultRecord> {
    const snapshot = await this.results.db.startSession({ snapshot: true });
    try {
      for (const kicked of [false, true]) {
        yield* this.find(sessionId, kicked, snapshot);
      }
    } finally {
      await snapshot.endSession();
    }
  }

  /** The driver's own cursor: it closes when its reader stops early, and costs a fraction of the model's. */
  find(sessionId: string, kicked: boolean, session?: mongo.ClientSession): mongo.FindCursor<ResultRecord> {
    const collection = this.results.collection as unknown as mongo.Collection<ResultRecord>;
    const filter = { sessionId, kicked: kicked ? true : { $ne: true } };
    return collection.find(filter, { sort: BOARD_ORDER, batchSize: BATCH, ...(session && { session }) });
  }
}
