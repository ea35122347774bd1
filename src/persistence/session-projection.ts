import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { SessionEvent } from '../contracts/kafka-events.js';
import { SessionRecord } from '../session/session.schema.js';

/** Brings a session's document to what its events say. Only the end changes it; the API wrote the rest. */
@Injectable()
export class SessionProjection {
  constructor(@InjectModel(SessionRecord.name) private readonly records: Model<SessionRecord>) {}

  async apply(events: SessionEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type !== 'ended') continue;
      await this.records.updateOne(
        { _id: event.sessionId },
        { $set: { status: 'ended', endedAt: event.at } },
      );
    }
  }
}
