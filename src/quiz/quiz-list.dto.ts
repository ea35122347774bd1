import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '../contracts/limits.js';
import type { QuizSummary } from '../contracts/quiz.js';
import type { Page } from '../contracts/rest.js';
import { IfPresent, IsTextUpTo } from '../platform/http/field-checks.js';
import { PageQuery } from '../platform/http/page-query.dto.js';

/** Query of `GET /v1/quizzes`. */
export class QuizListQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Text anywhere in the title', maxLength: LIMITS.searchLength })
  @IfPresent()
  @IsTextUpTo(LIMITS.searchLength)
  search?: string;
}

export class QuizSummaryDto implements QuizSummary {
  @ApiProperty() id: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: 'integer' }) questionCount: number;
  @ApiProperty({ type: 'integer', description: 'Milliseconds since the epoch' }) updatedAt: number;
}

/** Answer of `GET /v1/quizzes`, the last changed first. */
export class QuizPageDto implements Page<QuizSummary> {
  @ApiProperty({ type: [QuizSummaryDto] }) items: QuizSummaryDto[];
  @ApiProperty({ type: 'string', nullable: true }) nextCursor: string | null;
}
