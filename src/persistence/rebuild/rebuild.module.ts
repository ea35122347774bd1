import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SessionRecord, SessionSchema } from '../../session/session.schema.js';
import { ResultRecord, ResultSchema } from '../result-record.js';
import { Rebuilder } from './rebuilder.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: SessionRecord.name, schema: SessionSchema },
      { name: ResultRecord.name, schema: ResultSchema },
    ]),
  ],
  providers: [Rebuilder],
  exports: [Rebuilder],
})
export class RebuildModule {}
