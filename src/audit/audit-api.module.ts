import { Module } from '@nestjs/common';
import { AuthModule } from '../platform/auth/auth.module.js';
import { SessionApiModule } from '../session/session-api.module.js';
import { AuditController } from './audit.controller.js';
import { AuditModule } from './audit.module.js';

/** The audit over REST. */
@Module({ imports: [AuthModule, SessionApiModule, AuditModule], controllers: [AuditController] })
export class AuditApiModule {}
