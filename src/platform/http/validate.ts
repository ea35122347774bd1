import 'reflect-metadata';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync } from 'class-validator';
import { flattenErrors } from './field-errors.js';
import { shapeError } from './input-shape.js';
import { invalidInput } from '../problems/podium-error.js';

/**
 * Checks input from outside against a DTO class of class-validator decorators and returns an instance of it.
 * It refuses fields that the class does not declare, lists and objects of more than 200 entries, and input of more than
 * 8 levels or 20,000 values.
 *
 * @throws {PodiumError} 400 `INVALID_INPUT` with one error a field; the path of the input as a whole is `''`
 */
export const validateInput = <T extends object>(cls: ClassConstructor<T>, value: unknown): T => {
  const wrongShape = shapeError(value);
  if (wrongShape) throw invalidInput([wrongShape]);
  const instance = plainToInstance(cls, value as object, { exposeDefaultValues: true });
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (errors.length > 0) throw invalidInput(flattenErrors(errors));
  return instance;
};
