import { LIMITS } from '../contracts/limits.js';
import type { QuestionType } from '../contracts/quiz.js';
import { Check, IfPresent, IsFlag, IsOneOf, isText } from '../platform/http/field-checks.js';
import { IsChoices, IsCorrectChoices } from './choices.dto.js';
import { numberProblem } from './number-checks.js';
import { QuestionBaseDto, type ChoiceDto } from './base.dto.js';

export class SingleQuestionDto extends QuestionBaseDto {
  @IsOneOf(['single']) type = 'single' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('one') correct: string[];
}

export class MultipleQuestionDto extends QuestionBaseDto {
  @IsOneOf(['multiple']) type = 'multiple' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('some') correct: string[];
}

export class TrueFalseQuestionDto extends QuestionBaseDto {
  @IsOneOf(['true-false']) type = 'true-false' as const;
  @IsFlag() correct: boolean;
}

export class TextQuestionDto extends QuestionBaseDto {
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

export class NumberQuestionDto extends QuestionBaseDto {
  @IsOneOf(['number']) type = 'number' as const;
  @Check(numberProblem('correct')) correct: number;
  @IfPresent() @Check(numberProblem('tolerance')) tolerance?: number;
  @IfPresent() @Check(numberProblem('min')) min?: number;
  @IfPresent() @Check(numberProblem('max')) max?: number;
}

export class OrderQuestionDto extends QuestionBaseDto {
  @IsOneOf(['order']) type = 'order' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('all') correct: string[];
}

export class PollQuestionDto extends QuestionBaseDto {
  @IsOneOf(['poll']) type = 'poll' as const;
  @IsChoices() choices: ChoiceDto[];
}

export type QuestionDto =
  | SingleQuestionDto
  | MultipleQuestionDto
  | TrueFalseQuestionDto
  | TextQuestionDto
  | NumberQuestionDto
  | OrderQuestionDto
  | PollQuestionDto;

/** Which class checks which `type`. */
export const QUESTION_CLASSES = {
  single: SingleQuestionDto,
  multiple: MultipleQuestionDto,
  'true-false': TrueFalseQuestionDto,
  text: TextQuestionDto,
  number: NumberQuestionDto,
  order: OrderQuestionDto,
  poll: PollQuestionDto,
} as const satisfies Record<QuestionType, new () => QuestionDto>;

/** Stands for a question whose type nobody knows: it fails by its `type` alone, not by fields no class can judge. */
export class UnknownQuestionDto {
  @IsOneOf(Object.keys(QUESTION_CLASSES)) type: unknown;
}
