import { Module } from '@nestjs/common';
import type { Imports } from '../app.module.js';
import { AuditApiModule } from '../audit/audit-api.module.js';
import { HostsModule } from '../hosts/hosts.module.js';
import { DrainNotice } from '../platform/lifecycle/drain-notice.js';
import { MongoIsOptional } from '../platform/mongo/mongo-readiness.js';
import { MongoModule } from '../platform/mongo/mongo.module.js';
import { QuizModule } from '../quiz/quiz.module.js';
import { ReportModule } from '../report/report.module.js';
import { SessionApiModule } from '../session/session-api.module.js';

export const apiFeatures: Imports = [
  MongoModule,
  HostsModule,
  QuizModule,
  SessionApiModule,
  AuditApiModule,
  ReportModule,
];

/** REST. Without MongoDB players can still join; requests for accounts, quizzes, new sessions and reports get 503. */
@Module({ imports: apiFeatures, providers: [MongoIsOptional, DrainNotice] })
export class ApiModule {}
