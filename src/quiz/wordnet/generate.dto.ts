import { LIMITS } from '../../contracts/limits.js';
import { Check, IfPresent, IsOneOf, IsWhole } from '../../platform/http/field-checks.js';
import type { VocabularyRequest } from './generate.js';

const SEED_LENGTH = 64;

const isSeed = (value: unknown): boolean =>
  Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= SEED_LENGTH);

/** Body of `POST /v1/quizzes/generate`. */
export class GenerateDto implements VocabularyRequest {
  @IsOneOf(['wordnet']) source: 'wordnet';
  @IsWhole(LIMITS.generatedMin, LIMITS.generatedMax) questions: number;
  @IsWhole(1, 5) level: number;

  @IfPresent()
  @Check((value) =>
    isSeed(value) ? undefined : `must be a whole number or text of at most ${SEED_LENGTH} characters`,
  )
  seed?: number | string;
}
