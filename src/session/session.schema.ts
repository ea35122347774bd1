import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';
import type { Quiz } from '../contracts/quiz.js';
import type { SessionLife } from '../contracts/kafka-events.js';
import type { SessionMode, SessionStatus, Settings, Standing } from '../contracts/session.js';

/** A session in MongoDB: the frozen quiz and settings, and its life. The API creates it, and the workers update its life. */
@Schema({ collection: 'sessions', versionKey: false, autoIndex: false, autoCreate: false })
export class SessionRecord {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  hostId: string;

  @Prop({ type: String, required: true })
  pin: string;

  @Prop({ type: String, required: true })
  mode: SessionMode;

  @Prop({ type: String, required: true })
  status: SessionStatus;

  @Prop({ type: MongooseSchema.Types.Mixed, required: true })
  quiz: Quiz;

  @Prop({ type: MongooseSchema.Types.Mixed, required: true })
  settings: Settings;

  @Prop({ type: Number, required: true })
  createdAt: number;

  /** The `rev` of `life`; missing until the first event that carries a life. */
  @Prop({ type: Number })
  rev?: number;

  @Prop({ type: MongooseSchema.Types.Mixed })
  life?: SessionLife;

  @Prop({ type: Number })
  endedAt?: number;

  /** Present once the session has ended: the number of all players, and the first hundred rows of the final ranking. */
  @Prop({ type: Number })
  players?: number;

  @Prop({ type: [MongooseSchema.Types.Mixed], default: undefined })
  standings?: Standing[];
}

export const SessionSchema = SchemaFactory.createForClass(SessionRecord);
/** A host's sessions, newest first. */
SessionSchema.index({ hostId: 1, createdAt: -1, _id: -1 });
