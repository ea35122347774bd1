import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { HostGuard, HostId } from '../../platform/auth/host.guard.js';
import { ApiProblems } from '../../platform/http/api-answers.js';
import { IdParam } from '../../platform/http/id-param.pipe.js';
import { ValidatedQuery } from '../../platform/http/validated.js';
import { REPORT_FORMATS } from './report-formats.js';
import { ReportQuery } from './report-query.dto.js';
import { ReportSchema } from './report.openapi.js';
import { ReportService } from './report.service.js';

const DESCRIPTION = `From MongoDB: while a session runs, it is seconds behind.

CSV holds two tables with a header each, the players and the questions, an empty line between them; a workbook holds
them as two sheets. The distribution is JSON in one cell. Text that a spreadsheet would run as a formula, even an id
that begins with \`-\`, has a single quote before it.`;

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('sessions')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/sessions/:sessionId/report')
export class ReportController {
  constructor(private readonly reports: ReportService) {}

  @Get()
  @ApiOperation({
    summary: 'What came of one of my sessions, per player and per question',
    description: DESCRIPTION,
  })
  @ApiExtraModels(ReportSchema)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ReportSchema) } },
      'text/csv': { schema: { type: 'string' } },
      [REPORT_FORMATS.xlsx.contentType]: FILE,
    },
  })
  @ApiProblems('SESSION_UNKNOWN')
  async report(
    @HostId() hostId: string,
    @Param('sessionId', IdParam) sessionId: string,
    @ValidatedQuery(ReportQuery) { format }: ReportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const report = await this.reports.open(hostId, sessionId);
    const { contentType, disposition, send } = REPORT_FORMATS[format];
    response.setHeader('Content-Type', contentType);
    response.setHeader('Content-Disposition', `${disposition}; filename="podium-${sessionId}.${format}"`);
    try {
      await send(report, response);
    } catch (error) {
      // The client left before the end; nobody is there to be told.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    } finally {
      await report.close();
    }
  }
}
