import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SessionModule } from '../../session/session.module.js';
import { Outbox } from '../outbox.js';
import { ResultRecord, ResultSchema } from '../result-record.js';
import { AuditService } from './audit.service.js';
import { KafkaLag } from './kafka-lag.js';

/** Compares the stores; writes to none. */
@Module({
  imports: [SessionModule, MongooseModule.forFeature([{ name: ResultRecord.name, schema: ResultSchema }])],
  providers: [AuditService, KafkaLag, Outbox],
  exports: [AuditService],
})
export class AuditModule {}
