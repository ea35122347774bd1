import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, mongo } from 'mongoose';
import type { SessionEvent, SessionLifeEvent } from '../contracts/kafka-events.js';
import { SessionRecord } from '../session/session.schema.js';

type Created = Extract<SessionEvent, { type: 'created' }>;

/** Brings a session's document to what its events say; the API wrote the rest at its creation. */
@Injectable()
export class SessionProjection {
  constructor(@InjectModel(SessionRecord.name) private readonly records: Model<SessionRecord>) {}

  /** Each event is applied to an older state only, so order and repetition do not matter. */
  async apply(events: SessionEvent[]): Promise<void> {
    const operations = events.flatMap((event) => {
      if (event.type === 'created') return [createdOperation(event)];
      return 'life' in event ? [lifeOperation(event)] : [];
    });
    if (operations.length === 0) return;
    const collection = this.records.collection as unknown as mongo.Collection<SessionRecord>;
    await collection.bulkWrite(operations, { ordered: true, writeConcern: { w: 'majority' } });
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
