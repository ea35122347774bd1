import { plainToInstance } from 'class-transformer';
import { IsOneOf } from '../platform/http/field-checks.js';
import type { QuestionDraft } from './kind.js';
import { kinds, QUESTION_TYPES } from './kinds.js';

/** Stands for a question of an unknown type. It fails by its `type` alone, not by fields that no class can check. */
export class UnknownQuestionDto {
  @IsOneOf(QUESTION_TYPES) type: unknown;
}

const CLASS_OF = new Map<unknown, new () => QuestionDraft>(
  Object.entries(kinds).map(([type, { Draft }]) => [type, Draft]),
);

/**
 * Makes an instance whose class checks it. class-transformer's own discriminator throws on null, and removes `type` from
 * the caller's object.
 */
export const toQuestionDto = (raw: unknown): QuestionDraft | UnknownQuestionDto => {
  const type: unknown = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
  const known = CLASS_OF.get(type);
  return known
    ? plainToInstance(known, raw, { exposeDefaultValues: true })
    : Object.assign(new UnknownQuestionDto(), { type });
};
