import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Audit } from '../contracts/rest.js';
import { HostGuard, HostId } from '../platform/auth/host.guard.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { IdParam } from '../platform/http/id-param.pipe.js';
import { Lane } from '../platform/lanes/lane.js';
import { SessionFinder } from '../session/session-finder.js';
import { AuditService } from './audit.service.js';

/** An audit reads everything that a session has; for a large one this takes seconds. */
const LANE = { name: 'audits', atOnce: 4, perKey: 1, queue: 100, queuePerKey: 10, waitMs: 10_000 };

@ApiTags('sessions')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/sessions/:sessionId/audit')
export class AuditController {
  private readonly lane = new Lane(LANE);

  constructor(
    private readonly finder: SessionFinder,
    private readonly auditor: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Compare Redis, what is under way, and MongoDB, answer by answer' })
  @ApiAnswer('Audit')
  @ApiProblems('SESSION_UNKNOWN', 'BUSY')
  async audit(@HostId() hostId: string, @Param('sessionId', IdParam) sessionId: string): Promise<Audit> {
    const session = await this.finder.owned(hostId, sessionId);
    return this.lane.run(hostId, () => this.auditor.audit(session));
  }
}
