import type { Choice } from '../contracts/quiz.js';
import { IsOneOf } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { IsChoices, IsCorrectChoices, type ChoiceDto } from './choices.dto.js';
import { choiceCheck, copyChoices } from './choices.js';
import type { Kind } from './kind.js';
import { choiceIdsSchema, choicesSchema, questionSchema } from './question.openapi.js';
import { shuffled } from './shuffle.js';

class OrderQuestionDto extends QuestionBaseDto {
  @IsOneOf(['order']) type = 'order' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('all') correct: string[];
}

const byText = (a: Choice, b: Choice): number => {
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** An answer names all choices in an order, which is right as a whole or not at all. */
export const order: Kind<'order'> = {
  scored: true,
  Draft: OrderQuestionDto,
  schema: questionSchema('order', {
    choices: choicesSchema,
    correct: choiceIdsSchema('All, in the right order'),
  }),
  grader: (question) => {
    const { choices, correct } = question;
    return {
      check: choiceCheck(question, choices.length, choices.length),
      fraction: (value) => {
        if (!Array.isArray(value) || value.length !== correct.length) return 0;
        for (let i = 0; i < correct.length; i++) if (value[i] !== correct[i]) return 0;
        return 1;
      },
    };
  },
  /**
   * Authors write the choices in the right order, so players always get them shuffled. Sorting by text first makes the
   * result independent of the author's order, so that nobody can undo the shuffle, whose seed is public.
   */
  shown: ({ id, choices }, shuffleSeed) => ({
    choices: shuffled(
      copyChoices(choices).toSorted(byText),
      shuffleSeed === undefined ? id : `${shuffleSeed}:${id}`,
    ),
  }),
  correct: (question) => question.correct,
  /** An answer is counted by its whole order, such as `b,a,c`. */
  counting: () => ({ always: [], keysOf: (value) => [String(value)] }),
};
