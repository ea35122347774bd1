import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { Page, SessionSummary } from '../contracts/rest.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { PageQuery } from '../platform/http/page-query.dto.js';
import { SessionRecord } from './session.schema.js';

/** A host's sessions, from MongoDB. */
@Injectable()
export class SessionHistory {
  constructor(@InjectModel(SessionRecord.name) private readonly records: Model<SessionRecord>) {}

  async has(hostId: string, sessionId: string): Promise<boolean> {
    return (await this.records.exists({ _id: sessionId, hostId })) !== null;
  }

  /** The newest first. `status` is behind the session by the seconds that events take to arrive in MongoDB. */
  async list(hostId: string, { cursor, limit }: PageQuery): Promise<Page<SessionSummary>> {
    const filter: QueryFilter<SessionRecord> = { hostId };
    if (cursor) {
      const { at, id } = decodeCursor(cursor);
      // This bound lets the scan of the index start at the cursor; with `$or` alone it would start at the newest session.
      filter.createdAt = { $lte: at };
      filter.$or = [{ createdAt: { $lt: at } }, { _id: { $lt: id } }];
    }
    const records = await this.records
      .find(filter, { 'quiz.questions': 0 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean<SessionRecord[]>();
    const items = records.slice(0, limit).map(toSummary);
    const last = items.at(-1);
    const more = records.length > limit && last !== undefined;
    return { items, nextCursor: more ? encodeCursor({ at: last.createdAt, id: last.sessionId }) : null };
  }
}

const toSummary = (record: SessionRecord): SessionSummary => ({
  sessionId: record._id,
  quizId: record.quiz.id,
  title: record.quiz.title,
  pin: record.pin,
  mode: record.mode,
  status: record.status,
  createdAt: record.createdAt,
  ...(record.endedAt !== undefined && { endedAt: record.endedAt }),
});
