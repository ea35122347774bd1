import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Audit } from '../../contracts/rest.js';
import { HostGuard, HostId } from '../../platform/auth/host.guard.js';
import { ApiAnswer, ApiProblems } from '../../platform/http/api-answers.js';
import { IdParam } from '../../platform/http/id-param.pipe.js';
import { SessionFinder } from '../../session/session-finder.js';
import { AuditService } from './audit.service.js';

@ApiTags('sessions')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/sessions/:sessionId/audit')
export class AuditController {
  constructor(
    private readonly finder: SessionFinder,
    private readonly auditor: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Compare Redis, what is under way, and MongoDB, answer by answer' })
  @ApiAnswer('Audit')
  @ApiProblems('SESSION_UNKNOWN')
  async audit(@HostId() hostId: string, @Param('sessionId', IdParam) sessionId: string): Promise<Audit> {
    return this.auditor.audit(await this.finder.owned(hostId, sessionId));
  }
}
