import { plainToInstance } from 'class-transformer';
import { IsOneOf } from '../platform/http/field-checks.js';
import type { QuestionDraft } from './kind.js';
import { kinds, QUESTION_TYPES } from './kinds.js';

/** Stands for a question whose type nobody knows: it fails by its `type` alone, not by fields no class can judge. */
export class UnknownQuestionDto {
  @IsOneOf(QUESTION_TYPES) type: unknown;
}

const CLASS_OF = new Map<unknown, new () => QuestionDraft>(
  Object.entries(kinds).map(([type, { Draft }]) => [type, Draft]),
);

/**
 * An instance whose class checks it. class-transformer's own discriminator throws on null and takes `type` out of the
 * caller's object.
 */
export const toQuestionDto = (raw: unknown): QuestionDraft | UnknownQuestionDto => {
  const type: unknown = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
  const known = CLASS_OF.get(type);
  return known
    ? plainToInstance(known, raw, { exposeDefaultValues: true })
    : Object.assign(new UnknownQuestionDto(), { type });
};
