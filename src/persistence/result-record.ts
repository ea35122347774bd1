import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';
import type { AnswerEvent } from '../contracts/kafka-events.js';

/** An answer as it was scored: the event without its ids. */
export type AnswerRecord = Pick<
  AnswerEvent,
  'value' | 'fraction' | 'correct' | 'points' | 'elapsedMs' | 'streak' | 'at'
>;

/** The results of one player in one session. `_id` is `sessionId:playerId`. */
@Schema({ collection: 'results', versionKey: false, autoIndex: false, autoCreate: false })
export class ResultRecord {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  sessionId: string;

  @Prop({ type: String, required: true })
  playerId: string;

  /** Missing while the join is still on its way. */
  @Prop({ type: String })
  nickname?: string;

  @Prop({ type: Number })
  joinedAt?: number;

  /** Sum of the points of `answers`; the same holds for the counts. */
  @Prop({ type: Number })
  score?: number;

  @Prop({ type: Number })
  correct?: number;

  @Prop({ type: Number })
  answered?: number;

  /** When the score was reached. */
  @Prop({ type: Number })
  reachedAt?: number;

  /** Sent away by the host: listed apart, without a rank. */
  @Prop({ type: Boolean })
  kicked?: boolean;

  /** By question id. */
  @Prop({ type: MongooseSchema.Types.Mixed })
  answers?: Record<string, AnswerRecord>;
}

export const ResultSchema = SchemaFactory.createForClass(ResultRecord);
/** For a session's results in the order of its board; the audit uses its prefix. */
ResultSchema.index({ sessionId: 1, score: -1, reachedAt: 1, playerId: -1 });
