import { applyDecorators } from '@nestjs/common';
import { Type, type ClassConstructor } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

/** Returns the fault of a field of `owner`, in words that follow the field's name, or undefined when there is none. */
export type Problem = (value: unknown, owner: object) => string | undefined;

// ADR 19: why these decorators stand beside class-validator's.
/** A check whose message depends on what it found. Use one for each field, since a client gets only the first message. */
export const Check = (problem: Problem): PropertyDecorator =>
  ValidateBy({
    name: 'check',
    validator: {
      validate: (value: unknown, args) => problem(value, args?.object ?? {}) === undefined,
      defaultMessage: (args) => problem(args?.value, args?.object ?? {}) ?? '',
    },
  });

/** The field may be left out. Unlike `IsOptional`, `null` is not the same as left out. */
export const IfPresent = (): PropertyDecorator => ValidateIf((_owner, value) => value !== undefined);

/** Text of 1 to `max` UTF-16 code units that is more than white space. */
export const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && value.trim() !== '';

export const IsText = (max: number): PropertyDecorator =>
  Check((value) => (isText(value, max) ? undefined : `must be text of 1 to ${max} characters`));

/** Text that may be empty. */
export const IsTextUpTo = (max: number): PropertyDecorator =>
  Check((value) =>
    typeof value === 'string' && value.length <= max
      ? undefined
      : `must be text of at most ${max} characters`,
  );

export const IsMatch = (pattern: RegExp, what: string): PropertyDecorator =>
  Check((value) => (typeof value === 'string' && pattern.test(value) ? undefined : `must be ${what}`));

export const IsWhole = (min: number, max: number): PropertyDecorator =>
  Check((value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `must be a whole number from ${min} to ${max}`,
  );

export const IsNumberFrom = (min: number, max: number): PropertyDecorator =>
  Check((value) =>
    typeof value === 'number' && value >= min && value <= max
      ? undefined
      : `must be a number from ${min} to ${max}`,
  );

/** Strictly boolean: neither 1 nor `"true"`. */
export const IsFlag = (): PropertyDecorator =>
  Check((value) => (typeof value === 'boolean' ? undefined : 'must be true or false'));

export const IsOneOf = (allowed: readonly (string | number)[]): PropertyDecorator =>
  Check((value) =>
    allowed.some((one) => one === value) ? undefined : `must be one of ${allowed.join(', ')}`,
  );

/** One object of class `cls`. */
export const Nested = (cls: ClassConstructor<object>): PropertyDecorator =>
  applyDecorators(
    ValidateNested({ message: 'must be an object' }),
    Type(() => cls),
    Check((value) => (value instanceof cls ? undefined : 'must be an object')),
  );
