import type { MultipleRule } from '../contracts/session.js';
import { IsOneOf } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { IsChoices, IsCorrectChoices, type ChoiceDto } from './choices.dto.js';
import { choiceCheck, countChoices, shownChoices } from './choices.js';
import type { Kind } from './kind.js';
import { choiceIdsSchema, choicesSchema, questionSchema } from './question.openapi.js';

class MultipleQuestionDto extends QuestionBaseDto {
  @IsOneOf(['multiple']) type = 'multiple' as const;
  @IsChoices() choices: ChoiceDto[];
  @IsCorrectChoices('some') correct: string[];
}

/** Contract "Scoring classic-v1": `right` and `wrong` count the choices named, `needed` the correct ones. */
const FRACTION: Record<MultipleRule, (right: number, wrong: number, needed: number) => number> = {
  strict: (right, wrong, needed) => (right === needed && wrong === 0 ? 1 : 0),
  balanced: (right, wrong, needed) => Math.max(0, (right - wrong) / needed),
  lenient: (right, _wrong, needed) => right / needed,
};

/** One or more choices are right, and an answer names as many as the player likes. */
export const multiple: Kind<'multiple'> = {
  scored: true,
  Draft: MultipleQuestionDto,
  schema: questionSchema('multiple', {
    choices: choicesSchema,
    correct: choiceIdsSchema('One or more, in any order'),
  }),
  grader: (question, rule) => {
    const correct: ReadonlySet<string> = new Set(question.correct);
    const fractionOf = FRACTION[rule];
    return {
      check: choiceCheck(question, 1, question.choices.length),
      fraction: (value) => {
        if (!Array.isArray(value)) return 0;
        let right = 0;
        for (const id of value) if (correct.has(id)) right++;
        return fractionOf(right, value.length - right, correct.size);
      },
    };
  },
  shown: shownChoices,
  correct: (question) => question.correct,
  counting: countChoices,
};
