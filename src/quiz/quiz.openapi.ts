import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { LIMITS } from '../contracts/limits.js';
import type { Question, Quiz } from '../contracts/quiz.js';
import { kinds } from '../question/kinds.js';

const questionSchema = { oneOf: Object.values(kinds).map(({ schema }) => schema) };

/** How a quiz draft looks in the OpenAPI document; `validateQuizDraft` is what checks one. */
@ApiSchema({ name: 'QuizDraft' })
export class QuizBodySchema {
  @ApiProperty({ minLength: 1, maxLength: LIMITS.titleLength }) title: string;
  @ApiPropertyOptional({ maxLength: LIMITS.descriptionLength }) description?: string;
  @ApiPropertyOptional({ description: 'A language tag', example: 'en' }) language?: string;
  @ApiProperty({ type: 'array', minItems: 1, maxItems: LIMITS.questions, items: questionSchema })
  questions: Question[];
}

@ApiSchema({ name: 'Quiz' })
export class QuizDocument extends QuizBodySchema implements Quiz {
  @ApiProperty() id: string;
  @ApiProperty({ type: 'integer', description: 'From 1, one more with every change' }) version: number;
  @ApiProperty({ type: 'integer', description: 'Milliseconds since the epoch' }) updatedAt: number;
}

@ApiSchema({ name: 'GenerateQuiz' })
export class GenerateBodySchema {
  @ApiProperty({ enum: ['wordnet'] }) source: 'wordnet';
  @ApiProperty({ type: 'integer', minimum: LIMITS.generatedMin, maximum: LIMITS.generatedMax })
  questions: number;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5, description: '1: common words, 5: rare ones' })
  level: number;
  @ApiPropertyOptional({ oneOf: [{ type: 'integer' }, { type: 'string', maxLength: 64 }] }) seed?:
    number | string;
}
