import { IsOneOf } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { IsChoices, type ChoiceDto } from './choices.dto.js';
import { choiceCheck, countChoices, shownChoices } from './choices.js';
import type { Kind } from './kind.js';
import { choicesSchema, questionSchema } from './question.openapi.js';

class PollQuestionDto extends QuestionBaseDto {
  @IsOneOf(['poll']) type = 'poll' as const;
  @IsChoices() choices: ChoiceDto[];
}

/** An answer names one choice, and none is right or wrong. */
export const poll: Kind<'poll'> = {
  scored: false,
  Draft: PollQuestionDto,
  schema: questionSchema('poll', { choices: choicesSchema }),
  grader: (question) => ({ check: choiceCheck(question, 1, 1), fraction: () => 0 }),
  shown: shownChoices,
  correct: () => null,
  counting: countChoices,
};
