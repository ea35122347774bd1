import { Body, Injectable, type PipeTransform, Query, type Type } from '@nestjs/common';
import { validateInput } from './validate.js';

/** Turns one parameter into a checked instance of a DTO class. Only parameters that use it pay for it. */
@Injectable()
export class ValidatedPipe<T extends object> implements PipeTransform<unknown, T> {
  constructor(private readonly type: Type<T>) {}

  transform(value: unknown): T {
    return validateInput(this.type, value);
  }
}

// ADR 19: why there is no global `ValidationPipe`.
/** `@ValidatedBody(Dto) body: Dto`: 400 `INVALID_INPUT` naming the fields that are wrong. */
export const ValidatedBody = <T extends object>(type: Type<T>): ParameterDecorator =>
  Body(new ValidatedPipe(type));

/** `@ValidatedQuery(Dto) query: Dto`: the same for the query string. */
export const ValidatedQuery = <T extends object>(type: Type<T>): ParameterDecorator =>
  Query(new ValidatedPipe(type));
