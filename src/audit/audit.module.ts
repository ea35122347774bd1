import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Outbox } from '../delivery/outbox.js';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { LogModule } from '../platform/log/log.module.js';
import { SessionModule } from '../session/session.module.js';
import { AuditService } from './audit.service.js';

/** Compares the stores; writes to none. */
@Module({
  imports: [
    SessionModule,
    LogModule,
    MongooseModule.forFeature([{ name: ResultRecord.name, schema: ResultSchema }]),
  ],
  providers: [AuditService, Outbox],
  exports: [AuditService],
})
export class AuditModule {}
