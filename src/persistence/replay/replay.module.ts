import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { KafkaLag } from '../audit/kafka-lag.js';
import { ResultRecord, ResultSchema } from '../result-record.js';
import { Replayer } from './replayer.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: ResultRecord.name, schema: ResultSchema }])],
  providers: [Replayer, KafkaLag],
  exports: [Replayer],
})
export class ReplayModule {}
