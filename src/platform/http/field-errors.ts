import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../contracts/socket-events.js';

/** More errors than this help nobody, and an answer must stay small for any input. */
const MAX_ERRORS = 50;
const MAX_SEGMENT = 64;
const MAX_MESSAGE = 200;

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text);

/** Joins a path of the contract (`questions.0.text`); a name that a client made up is cut at 64 characters. */
export const fieldPath = (parent: string, name: string | number): string => {
  const segment = clip(String(name), MAX_SEGMENT);
  return parent === '' ? segment : `${parent}.${segment}`;
};

const messageOf = (constraints: Record<string, string>): string | undefined => {
  // class-validator's own sentence would repeat the client's field name, however long that is.
  if (constraints['whitelistValidation'] !== undefined) return 'is not a known field';
  const [first] = Object.values(constraints);
  return first === undefined ? undefined : clip(first, MAX_MESSAGE);
};

const collect = (errors: readonly ValidationError[], parent: string, into: FieldError[]): void => {
  for (const error of errors) {
    if (into.length >= MAX_ERRORS) return;
    const path = error.property === undefined ? parent : fieldPath(parent, error.property);
    const message = messageOf(error.constraints ?? {});
    if (message !== undefined) into.push({ path, message });
    collect(error.children ?? [], path, into);
  }
};

/**
 * Turns class-validator's tree into the contract's flat list: one message a field, paths like
 * `questions.0.choices.1.text`. At most 50 errors; no value of the input is in them.
 */
export const flattenErrors = (errors: readonly ValidationError[]): FieldError[] => {
  const flat: FieldError[] = [];
  collect(errors, '', flat);
  return flat;
};
