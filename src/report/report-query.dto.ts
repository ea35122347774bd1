import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOneOf } from '../platform/http/field-checks.js';
import { REPORT_FORMATS, type ReportFormatName } from './report-formats.js';

const NAMES = Object.keys(REPORT_FORMATS);

/** Query of `GET /v1/sessions/:sessionId/report`. */
export class ReportQuery {
  @ApiPropertyOptional({ enum: NAMES, default: 'json' })
  @IsOneOf(NAMES)
  format: ReportFormatName = 'json';
}
