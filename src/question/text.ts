import { LIMITS } from '../contracts/limits.js';
import { Check, IfPresent, IsFlag, IsOneOf, isText } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { foldText } from './fold-text.js';
import { valueError } from './grader.js';
import type { Kind } from './kind.js';
import { questionSchema, textSchema } from './question.openapi.js';

class TextQuestionDto extends QuestionBaseDto {
  @IsOneOf(['text']) type = 'text' as const;
  @Check((value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= LIMITS.acceptedAnswers &&
    value.every((text) => isText(text, LIMITS.acceptedAnswerLength))
      ? undefined
      : `must be a list of 1 to ${LIMITS.acceptedAnswers} texts of 1 to ${LIMITS.acceptedAnswerLength} characters`,
  )
  accepted: string[];
  @IfPresent() @IsFlag() caseSensitive?: boolean;
}

/** A folded text can be eighteen times as long as the text that was given. */
const clip = (text: string): string =>
  text.length > LIMITS.textAnswerLength
    ? text.slice(0, LIMITS.textAnswerLength).replace(/[\uD800-\uDBFF]$/, '')
    : text;

/** The player types an answer, which is right when it folds to the same text as one of the accepted ones. */
export const text: Kind<'text'> = {
  scored: true,
  Draft: TextQuestionDto,
  schema: questionSchema(
    'text',
    {
      accepted: {
        type: 'array',
        items: textSchema(LIMITS.acceptedAnswerLength),
        maxItems: LIMITS.acceptedAnswers,
      },
      caseSensitive: { type: 'boolean', default: false },
    },
    ['accepted'],
  ),
  grader: (question) => {
    const { caseSensitive } = question;
    const accepted: ReadonlySet<string> = new Set(
      question.accepted.map((text) => foldText(text, caseSensitive)),
    );
    return {
      check: (value) => {
        if (typeof value !== 'string') return valueError('must be text');
        if (value.length > LIMITS.textAnswerLength) {
          return valueError(`must have at most ${LIMITS.textAnswerLength} characters`);
        }
        return value.trim() === '' ? valueError('must not be empty') : null;
      },
      fraction: (value) =>
        typeof value === 'string' && accepted.has(foldText(value, caseSensitive)) ? 1 : 0,
    };
  },
  shown: () => ({}),
  correct: ({ accepted }) => accepted,
  counting: ({ caseSensitive }) => ({
    always: [],
    keysOf: (value) => [clip(foldText(String(value), caseSensitive))],
  }),
};
