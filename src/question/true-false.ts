import { IsFlag, IsOneOf } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { valueError } from './grader.js';
import type { Kind } from './kind.js';
import { questionSchema } from './question.openapi.js';

class TrueFalseQuestionDto extends QuestionBaseDto {
  @IsOneOf(['true-false']) type = 'true-false' as const;
  @IsFlag() correct: boolean;
}

export const trueFalse: Kind<'true-false'> = {
  scored: true,
  Draft: TrueFalseQuestionDto,
  schema: questionSchema('true-false', { correct: { type: 'boolean' } }),
  grader: (question) => ({
    check: (value) => (typeof value === 'boolean' ? null : valueError('must be true or false')),
    fraction: (value) => (value === question.correct ? 1 : 0),
  }),
  shown: () => ({}),
  correct: (question) => question.correct,
  counting: () => ({ always: ['true', 'false'], keysOf: (value) => [String(value)] }),
};
