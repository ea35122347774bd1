import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';
import type { Question } from '../contracts/quiz.js';

/** A quiz as stored. Its questions were checked before (`validateQuizDraft`), or generated; here they are opaque. */
@Schema({ collection: 'quizzes', versionKey: false, autoIndex: false })
export class QuizRecord {
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true })
  hostId: string;

  @Prop({ type: String, required: true })
  title: string;

  @Prop({ type: String })
  description?: string;

  @Prop({ type: String })
  language?: string;

  /** From 1, one more with every change. */
  @Prop({ type: Number, required: true })
  version: number;

  /** Repeated beside `questions` so that the list needs the index alone. */
  @Prop({ type: Number, required: true })
  questionCount: number;

  @Prop({ type: [MongooseSchema.Types.Mixed], required: true })
  questions: Question[];

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const QuizSchema = SchemaFactory.createForClass(QuizRecord);
/** Serves the whole list without reading a document: three fields select and order, the rest is for search and answer. */
QuizSchema.index({ hostId: 1, updatedAt: -1, _id: -1, title: 1, questionCount: 1 }, { name: 'list' });
