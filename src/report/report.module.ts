import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';
import { ResultReader } from './result-reader.js';

/** The results of a session, as JSON, CSV or XLSX. It reads MongoDB alone, and writes nothing. */
@Module({
  imports: [
    AuthModule,
    MongooseModule.forFeature([
      { name: SessionRecord.name, schema: SessionSchema },
      { name: ResultRecord.name, schema: ResultSchema },
    ]),
  ],
  controllers: [ReportController],
  providers: [ReportService, ResultReader],
})
export class ReportModule {}
