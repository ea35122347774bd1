import { ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '../contracts/limits.js';
import { IfPresent, IsTextUpTo } from '../platform/http/field-checks.js';
import { PageQuery } from '../platform/http/page-query.dto.js';

/** Query of `GET /v1/quizzes`. */
export class QuizListQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Text anywhere in the title', maxLength: LIMITS.searchLength })
  @IfPresent()
  @IsTextUpTo(LIMITS.searchLength)
  search?: string;
}
