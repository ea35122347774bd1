import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** One login and the refresh token that continues it. */
@Schema({ _id: false })
export class Login {
  @Prop({ type: String, required: true })
  family: string;

  /** SHA-256 of the id of the one refresh token that is still valid. */
  @Prop({ type: String, required: true })
  current: string;
}

/** An account that owns quizzes. */
@Schema({ collection: 'hosts', versionKey: false, autoIndex: false })
export class HostRecord {
  @Prop({ type: String })
  _id: string;

  /** Trimmed and in lower case. */
  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: String, required: true })
  name: string;

  /** argon2id, with its own salt and parameters. */
  @Prop({ type: String, required: true })
  passwordHash: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  /** The last 20, oldest first. */
  @Prop({ type: [SchemaFactory.createForClass(Login)], default: [] })
  logins: Login[];
}

export const HostSchema = SchemaFactory.createForClass(HostRecord);
HostSchema.index({ email: 1 }, { unique: true });
