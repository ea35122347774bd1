import { DEFAULT_QUESTION } from '../contracts/defaults.js';
import { ID_PATTERN, LIMITS } from '../contracts/limits.js';
import type { QuestionType } from '../contracts/quiz.js';
import {
  Check,
  IfPresent,
  IsMatch,
  IsOneOf,
  IsText,
  IsTextUpTo,
  IsWhole,
  Nested,
} from '../platform/http/field-checks.js';

export const ID_RULE = 'an id of 1 to 64 letters, digits, - or _';

const isWebUrl = (value: string): boolean =>
  URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);

export class MediaDto {
  @Check((value) =>
    typeof value === 'string' && value.length <= LIMITS.imageUrlLength && isWebUrl(value)
      ? undefined
      : `must be a http or https address of at most ${LIMITS.imageUrlLength} characters`,
  )
  imageUrl: string;
}

/** The fields of every type of question. A draft may leave out `id`. */
export abstract class QuestionBaseDto {
  @IfPresent() @IsMatch(ID_PATTERN, ID_RULE) id?: string;
  abstract type: QuestionType;
  @IsText(LIMITS.questionTextLength) text: string;
  @IfPresent() @Nested(MediaDto) media?: MediaDto;
  @IsWhole(LIMITS.minTimeLimitMs, LIMITS.maxTimeLimitMs) timeLimitMs: number = DEFAULT_QUESTION.timeLimitMs;
  @IsOneOf([0, 1, 2]) weight: 0 | 1 | 2 = DEFAULT_QUESTION.weight;
  @IfPresent() @IsTextUpTo(LIMITS.explanationLength) explanation?: string;
}
