import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { ID_PATTERN, LIMITS } from '../contracts/limits.js';
import type { Choice } from '../contracts/quiz.js';
import { Check, IsMatch, IsText } from '../platform/http/field-checks.js';
import { ID_RULE } from './base.dto.js';

export class ChoiceDto implements Choice {
  @IsMatch(ID_PATTERN, ID_RULE) id: string;
  @IsText(LIMITS.choiceTextLength) text: string;
}

const choicesProblem = (value: unknown): string | undefined => {
  if (!Array.isArray(value) || value.length < LIMITS.minChoices || value.length > LIMITS.maxChoices) {
    return `must be a list of ${LIMITS.minChoices} to ${LIMITS.maxChoices} choices`;
  }
  if (!value.every((choice) => choice instanceof ChoiceDto)) return 'must hold objects with id and text';
  const ids = value.map((choice: ChoiceDto) => choice.id);
  // The check of the choice itself reports an id that is wrong.
  if (ids.every((id) => typeof id === 'string') && new Set(ids).size < ids.length) {
    return 'must have a different id for every choice';
  }
  return undefined;
};

/** 2 to 8 choices with ids of their own. */
export const IsChoices = (): PropertyDecorator =>
  applyDecorators(
    ValidateNested({ each: true, message: 'must be an object with id and text' }),
    Type(() => ChoiceDto),
    Check(choicesProblem),
  );

/** How many of the choices a type of question names as correct. */
export type CorrectCount = 'one' | 'some' | 'all';

const COUNT_RULE: Record<CorrectCount, string> = {
  one: 'must be a list with exactly one of the choice ids',
  some: 'must be a list of one or more of the choice ids, each once',
  all: 'must be a list of every choice id, each once, in the right order',
};

const choiceIds = (owner: object): unknown[] => {
  const choices: unknown = 'choices' in owner ? owner.choices : undefined;
  return Array.isArray(choices)
    ? choices.map((choice: unknown) => (choice as Partial<ChoiceDto> | null)?.id)
    : [];
};

/** `correct` of a question with choices: distinct ids of `choices`, as many as `count` says. */
export const IsCorrectChoices = (count: CorrectCount): PropertyDecorator =>
  Check((value, owner) => {
    const ids = choiceIds(owner);
    const fits =
      Array.isArray(value) &&
      value.length > 0 &&
      (count !== 'one' || value.length === 1) &&
      (count !== 'all' || value.length === ids.length) &&
      new Set(value).size === value.length &&
      value.every((id) => typeof id === 'string' && ids.includes(id));
    return fits ? undefined : COUNT_RULE[count];
  });
