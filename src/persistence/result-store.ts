import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import type { AnswerEvent, SessionEvent } from '../contracts/kafka-events.js';
import { answerOperation } from './answer-operation.js';
import { BulkWriter, type Refusal } from './bulk-writer.js';
import { ResultRecord } from './result-record.js';

type Joined = Extract<SessionEvent, { type: 'player-joined' }>;
type Kicked = Extract<SessionEvent, { type: 'player-kicked' }>;

/**
 * Writes results so that each event takes effect once, however often it is delivered: an answer is added only to a
 * document that does not have it. Each method returns which of its events MongoDB refuses for good.
 */
@Injectable()
export class ResultStore {
  private readonly writer: BulkWriter<ResultRecord>;

  constructor(@InjectModel(ResultRecord.name) results: Model<ResultRecord>) {
    const collection = () => results.collection as unknown as mongo.Collection<ResultRecord>;
    this.writer = new BulkWriter(collection, 'results');
  }

  async addAnswers(events: AnswerEvent[]): Promise<Refusal[]> {
    return this.writer.write(events.map(answerOperation));
  }

  async addPlayers(events: Joined[]): Promise<Refusal[]> {
    return this.writer.write(
      events.map(({ sessionId, playerId, nickname, at }) => ({
        updateOne: {
          filter: { _id: `${sessionId}:${playerId}` },
          update: {
            $set: { sessionId, playerId, nickname, joinedAt: at },
            // A new document starts with these values; when answers came first, they change nothing.
            $inc: { score: 0, correct: 0, answered: 0 },
            $max: { reachedAt: at },
          },
          upsert: true,
        },
      })),
    );
  }

  /** Marks the documents and does not delete them: the report shows such players apart. */
  async markKicked(events: Kicked[]): Promise<Refusal[]> {
    return this.writer.write(
      events.map(({ sessionId, playerId }) => ({
        updateOne: {
          filter: { _id: `${sessionId}:${playerId}` },
          update: { $set: { sessionId, playerId, kicked: true } },
          upsert: true,
        },
      })),
    );
  }
}
