import type { ApiBodyOptions } from '@nestjs/swagger';
import { DEFAULT_QUESTION } from '../contracts/defaults.js';
import { LIMITS } from '../contracts/limits.js';
import type { QuestionType } from '../contracts/quiz.js';

/** A schema of OpenAPI. The package does not export its own name for this type. */
export type SchemaObject = Exclude<Extract<ApiBodyOptions, { schema: object }>['schema'], { $ref: string }>;

const id: SchemaObject = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' };
export const textSchema = (maxLength: number): SchemaObject => ({ type: 'string', minLength: 1, maxLength });

export const choicesSchema: SchemaObject = {
  type: 'array',
  minItems: LIMITS.minChoices,
  maxItems: LIMITS.maxChoices,
  items: {
    type: 'object',
    required: ['id', 'text'],
    properties: { id, text: textSchema(LIMITS.choiceTextLength) },
  },
};
export const choiceIdsSchema = (description: string): SchemaObject => ({
  type: 'array',
  items: id,
  description,
});

const base: Record<string, SchemaObject> = {
  id: { ...id, description: 'Given by the server when left out' },
  text: textSchema(LIMITS.questionTextLength),
  media: { type: 'object', properties: { imageUrl: { type: 'string', format: 'uri' } } },
  timeLimitMs: {
    type: 'integer',
    minimum: LIMITS.minTimeLimitMs,
    maximum: LIMITS.maxTimeLimitMs,
    default: DEFAULT_QUESTION.timeLimitMs,
  },
  weight: { type: 'integer', enum: [0, 1, 2], default: DEFAULT_QUESTION.weight },
  explanation: { type: 'string', maxLength: LIMITS.explanationLength, description: 'Shown after the reveal' },
};

/** The schema of one type of question; the checks themselves are in its `Draft`. */
export const questionSchema = (
  type: QuestionType,
  own: Record<string, SchemaObject>,
  required = Object.keys(own),
): SchemaObject => ({
  type: 'object',
  title: type,
  required: ['type', 'text', ...required],
  properties: { type: { type: 'string', enum: [type] }, ...base, ...own },
});
