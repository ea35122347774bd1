import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { LIMITS } from '../../contracts/limits.js';
import { Check, IfPresent, IsOneOf, IsWhole } from '../../platform/http/field-checks.js';
import type { VocabularyRequest } from './generate.js';

const SOURCES = ['wordnet'];
/** Levels of words. */
const [COMMONEST, RAREST] = [1, 5];
const SEED_LENGTH = 64;

const isSeed = (value: unknown): boolean =>
  Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= SEED_LENGTH);

/** Body of `POST /v1/quizzes/generate`. */
@ApiSchema({ name: 'GenerateQuiz' })
export class GenerateDto implements VocabularyRequest {
  @ApiProperty({ enum: SOURCES })
  @IsOneOf(SOURCES)
  source: 'wordnet';

  @ApiProperty({ type: 'integer', minimum: LIMITS.generatedMin, maximum: LIMITS.generatedMax })
  @IsWhole(LIMITS.generatedMin, LIMITS.generatedMax)
  questions: number;

  @ApiProperty({
    type: 'integer',
    minimum: COMMONEST,
    maximum: RAREST,
    description: `${COMMONEST}: common words, ${RAREST}: rare ones`,
  })
  @IsWhole(COMMONEST, RAREST)
  level: number;

  @ApiPropertyOptional({ oneOf: [{ type: 'integer' }, { type: 'string', maxLength: SEED_LENGTH }] })
  @IfPresent()
  @Check((value) =>
    isSeed(value) ? undefined : `must be a whole number or text of at most ${SEED_LENGTH} characters`,
  )
  seed?: number | string;
}
