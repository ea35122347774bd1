import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, mongo } from 'mongoose';
import type { AnswerEvent, SessionEvent } from '../contracts/kafka-events.js';
import { answerOperation } from './answer-operation.js';
import { call } from '../platform/tracing/spans.js';
import { bulkOperations, bulkSeconds } from './event-metrics.js';
import { ResultRecord } from './result-record.js';

type Operation = mongo.AnyBulkWriteOperation<ResultRecord>;
type Joined = Extract<SessionEvent, { type: 'player-joined' }>;
type Kicked = Extract<SessionEvent, { type: 'player-kicked' }>;

const DUPLICATE_KEY = 11_000;

/**
 * Writes results so that each event takes effect once, however often it is delivered: an answer is added only to a
 * document that does not have it.
 */
@Injectable()
export class ResultStore {
  constructor(@InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>) {}

  async addAnswers(events: AnswerEvent[]): Promise<void> {
    await this.write(events.map(answerOperation));
  }

  async addPlayers(events: Joined[]): Promise<void> {
    await this.write(
      events.map(({ sessionId, playerId, nickname, at }) => ({
        updateOne: {
          filter: { _id: `${sessionId}:${playerId}` },
          update: {
            $set: { sessionId, playerId, nickname, joinedAt: at },
            // Nothing gained yet; where answers came first these change nothing.
            $inc: { score: 0, correct: 0, answered: 0 },
            $max: { reachedAt: at },
          },
          upsert: true,
        },
      })),
    );
  }

  /** Marked, not deleted: the report shows them apart. */
  async markKicked(events: Kicked[]): Promise<void> {
    await this.write(
      events.map(({ sessionId, playerId }) => ({
        updateOne: {
          filter: { _id: `${sessionId}:${playerId}` },
          update: { $set: { sessionId, playerId, kicked: true } },
          upsert: true,
        },
      })),
    );
  }

  /**
   * An upsert whose document exists and already has the answer tries to insert it again and fails on `_id`: that is
   * the guard at work. But so does one that lost a race to create the document, and that answer is still missing.
   * Once the document is there an update without upsert tells the two apart.
   */
  private async write(operations: Operation[]): Promise<void> {
    if (operations.length === 0) return;
    try {
      await this.bulkWrite(operations);
    } catch (error) {
      const refused = duplicates(error);
      await this.bulkWrite(refused.map((index) => withoutUpsert(operations[index]!)));
    }
  }

  /** The driver's own bulk write: through the model it costs twenty times the CPU. */
  private async bulkWrite(operations: Operation[]): Promise<void> {
    const collection = this.results.collection as unknown as mongo.Collection<ResultRecord>;
    bulkOperations.observe(operations.length);
    const stopTimer = bulkSeconds.startTimer();
    try {
      const attributes = { 'db.system.name': 'mongodb', 'db.operation.batch.size': operations.length };
      await call('bulkWrite results', attributes, () =>
        collection.bulkWrite(operations, { ordered: false, writeConcern: { w: 'majority' } }),
      );
    } finally {
      stopTimer();
    }
  }
}

function withoutUpsert(operation: Operation): Operation {
  if (!('updateOne' in operation)) throw new Error('only updates are written');
  return { updateOne: { ...operation.updateOne, upsert: false } };
}

/** Indexes of the operations that met an existing document. @throws the error when it is about anything else */
function duplicates(error: unknown): number[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  const concern = error.result.getWriteConcernError();
  if (concern || failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
  return failures.map(({ index }) => index);
}
