import { Controller, Get, Header, HttpCode, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { HealthCheckResult } from '@nestjs/terminus';
import type { Response } from 'express';
import { HealthService } from './health.service.js';

const REPORT = {
  type: 'object' as const,
  required: ['status', 'details'],
  properties: {
    status: { type: 'string' as const, enum: ['ok', 'degraded', 'error', 'shutting_down'] },
    details: { type: 'object' as const, additionalProperties: { type: 'object' as const } },
  },
};

/** Probes of every role. They answer their own JSON, not problems: orchestrators read the status alone. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Checks nothing: a store that is away is no reason to restart this process. */
  @Get('live')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Is the process alive' })
  @ApiOkResponse({
    description: 'It answers',
    schema: { type: 'object', properties: { status: { enum: ['ok'] } } },
  })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Can it serve',
    description:
      'The report names the check that failed. 503: it can not serve. 404: it takes nobody new, and who is connected may stay: it is about to end, or lacks what only newcomers need at once.',
  })
  @ApiResponse({ status: 200, description: 'Take clients', schema: REPORT })
  @ApiResponse({ status: 404, description: 'Nobody new', schema: REPORT })
  @ApiResponse({ status: 503, description: 'It can not serve', schema: REPORT })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    const { status, report } = await this.health.readiness();
    // HAProxy takes 404 for `no new clients` (disable-on-404); at 503 it would cut the connections that can stay.
    response.status(status);
    return report;
  }
}
