import type { FieldError } from '../../contracts/socket-events.js';
import { LIMITS } from '../../contracts/limits.js';
import { fieldPath } from './field-errors.js';

/** The deepest input of the contract, a quiz, goes five levels down. */
const MAX_DEPTH = 8;
/** The longest list of the contract is a quiz's questions; no object comes near it. */
const MAX_ITEMS = LIMITS.questions;
/** A quiz with everything at its bound has about 13,000 values. */
const MAX_VALUES = 20_000;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * Checks raw input before class-transformer reads it, which would run out of stack on deep input, call a
 * `constructor` that it finds in it, and silently drop names such as `toString`.
 *
 * @returns the first thing wrong, or undefined for a plain object of bounded depth, list length and size
 */
export const shapeError = (input: unknown): FieldError | undefined => {
  let values = 0;

  const visit = (value: unknown, path: string, depth: number): FieldError | undefined => {
    if (++values > MAX_VALUES) return { path: '', message: 'holds too many values' };
    if (typeof value !== 'object') {
      const plain = value === undefined || ['string', 'number', 'boolean'].includes(typeof value);
      return plain ? undefined : { path, message: 'must be plain JSON' };
    }
    if (value === null) return undefined;
    if (depth > MAX_DEPTH) return { path, message: 'is nested too deeply' };
    return Array.isArray(value) ? list(value, path, depth) : fields(value, path, depth);
  };

  const list = (items: unknown[], path: string, depth: number): FieldError | undefined => {
    if (items.length > MAX_ITEMS) return { path, message: `must have at most ${MAX_ITEMS} items` };
    for (const [index, item] of items.entries()) {
      // class-validator would skip it as if it were not there.
      if (item === null || item === undefined) {
        return { path: fieldPath(path, index), message: 'must not be empty' };
      }
      const error = visit(item, fieldPath(path, index), depth + 1);
      if (error) return error;
    }
    return undefined;
  };

  const fields = (value: object, path: string, depth: number): FieldError | undefined => {
    if (!isPlain(value)) return { path, message: 'must be plain JSON' };
    const names = Object.keys(value);
    if (names.length > MAX_ITEMS) return { path, message: `must have at most ${MAX_ITEMS} fields` };
    for (const name of names) {
      if (name in Object.prototype) return { path: fieldPath(path, name), message: 'is not a known field' };
      const error = visit(value[name as keyof typeof value], fieldPath(path, name), depth + 1);
      if (error) return error;
    }
    return undefined;
  };

  if (typeof input !== 'object' || input === null || Array.isArray(input) || !isPlain(input)) {
    return { path: '', message: 'must be a JSON object' };
  }
  return visit(input, '', 0);
};
