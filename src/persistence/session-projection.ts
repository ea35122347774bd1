import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import type { SessionEvent, SessionLifeEvent } from '../contracts/kafka-events.js';
import { SessionRecord } from '../session/session.schema.js';
import { BulkWriter, type Refusal } from './bulk-writer.js';

type Created = Extract<SessionEvent, { type: 'created' }>;

/** Updates a session's document with its events; the API wrote the rest when it created the session. */
@Injectable()
export class SessionProjection {
  private readonly writer: BulkWriter<SessionRecord>;

  constructor(@InjectModel(SessionRecord.name) records: Model<SessionRecord>) {
    const collection = () => records.collection as unknown as mongo.Collection<SessionRecord>;
    this.writer = new BulkWriter(collection, 'sessions');
  }

  /**
   * Each event is applied to an older state only, so order and repetition do not matter. Returns which of the events MongoDB
   * refuses for good.
   */
  async apply(events: SessionEvent[]): Promise<Refusal[]> {
    const shown = events.flatMap((event, place) => {
      if (event.type === 'created') return [{ place, operation: createdOperation(event) }];
      return 'life' in event ? [{ place, operation: lifeOperation(event) }] : [];
    });
    const refusals = await this.writer.write(shown.map(({ operation }) => operation));
    return refusals.map(({ index, reason }) => ({ index: shown[index]!.place, reason }));
  }
}

/** Times count from the creation by Redis' clock, which the API could not know. */
function createdOperation({ sessionId, at }: Created): mongo.AnyBulkWriteOperation<SessionRecord> {
  return { updateOne: { filter: { _id: sessionId }, update: { $set: { createdAt: at } } } };
}

function lifeOperation(event: SessionLifeEvent): mongo.AnyBulkWriteOperation<SessionRecord> {
  const { sessionId, rev, life, at } = event;
  const ended = event.type === 'ended' && { endedAt: at, players: event.players, standings: event.standings };
  return {
    updateOne: {
      filter: { _id: sessionId, rev: { $not: { $gte: rev } } },
      update: { $set: { rev, life, status: life.status, ...ended } },
    },
  };
}
