import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { LogModule } from '../platform/log/log.module.js';
import { Replayer } from './replayer.js';

@Module({
  imports: [LogModule, MongooseModule.forFeature([{ name: ResultRecord.name, schema: ResultSchema }])],
  providers: [Replayer],
  exports: [Replayer],
})
export class ReplayModule {}
