import { IsOneOf } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { IsChoices, IsCorrectChoices, type ChoiceDto } from './choices.dto.js';
import { choiceCheck, countChoices, shownChoices } from './choices.js';
import type { Kind } from './kind.js';
import { choiceIdsSchema, choicesSchema, questionSchema } from './question.openapi.js';

class SingleQuestionDto extends QuestionBaseDto {
  @IsOneOf(['single']) type = 'single' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('one') correct: string[];
}

/** One choice is right, and an answer names one. */
export const single: Kind<'single'> = {
  scored: true,
  Draft: SingleQuestionDto,
  schema: questionSchema('single', { choices: choicesSchema, correct: choiceIdsSchema('Exactly one') }),
  grader: (question) => {
    const [right] = question.correct;
    return {
      check: choiceCheck(question, 1, 1),
      fraction: (value) => (Array.isArray(value) && value.length === 1 && value[0] === right ? 1 : 0),
    };
  },
  shown: shownChoices,
  correct: (question) => question.correct,
  counting: countChoices,
};
