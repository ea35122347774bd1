import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { HostGuard, HostId } from '../platform/auth/host.guard.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { IdParam } from '../platform/http/id-param.pipe.js';
import { ValidatedQuery } from '../platform/http/validated.js';
import { Lane } from '../platform/lanes/lane.js';
import { REPORT_FORMATS, type ReportFormatName } from './report-formats.js';
import { ReportQuery } from './report-query.dto.js';
import { ReportService } from './report.service.js';

const DESCRIPTION = `From MongoDB: while a session runs, it is seconds behind.

CSV holds two tables with a header each, the players and the questions, an empty line between them; a workbook holds
them as two sheets. The distribution is JSON in one cell. Text that a spreadsheet would run as a formula, even an id
that begins with \`-\`, has a single quote before it.`;

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

/** A report reads all results of a session, and lasts as long as its client takes to read it. */
const LANE = { name: 'reports', atOnce: 4, perKey: 1, queue: 100, queuePerKey: 10, waitMs: 10_000 };
/** A client that reads nothing for the shorter time, or is not done after the longer one, is cut off: others wait for it. */
const STALLED_MS = 30_000;
const LONGEST_MS = 300_000;

@ApiTags('sessions')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/sessions/:sessionId/report')
export class ReportController {
  private readonly lane = new Lane(LANE);

  constructor(private readonly reports: ReportService) {}

  @Get()
  @ApiOperation({
    summary: 'What came of one of my sessions, per player and per question',
    description: DESCRIPTION,
  })
  @ApiAnswer('Report', {
    otherFormats: {
      'text/csv': { schema: { type: 'string' } },
      [REPORT_FORMATS.xlsx.contentType]: FILE,
    },
  })
  @ApiProblems('SESSION_UNKNOWN', 'BUSY')
  async report(
    @HostId() hostId: string,
    @Param('sessionId', IdParam) sessionId: string,
    @ValidatedQuery(ReportQuery) { format }: ReportQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.lane.run(hostId, () => this.send(hostId, sessionId, format, response));
  }

  /** Settles when the whole report is sent, or the client has gone. */
  private async send(
    hostId: string,
    sessionId: string,
    format: ReportFormatName,
    response: Response,
  ): Promise<void> {
    // The client left while this waited for its turn.
    if (response.destroyed) return;
    const report = await this.reports.open(hostId, sessionId);
    const { contentType, disposition, send } = REPORT_FORMATS[format];
    response.setHeader('Content-Type', contentType);
    response.setHeader('Content-Disposition', `${disposition}; filename="podium-${sessionId}.${format}"`);
    response.setTimeout(STALLED_MS, () => response.destroy());
    const tooLong = setTimeout(() => response.destroy(), LONGEST_MS);
    try {
      await send(report, response);
    } catch (error) {
      // The client left before the end; nobody reads an error any more.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    } finally {
      clearTimeout(tooLong);
      await report.close();
    }
  }
}
