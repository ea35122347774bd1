import type { ApiBodyOptions } from '@nestjs/swagger';
import { LIMITS } from '../contracts/limits.js';
import type { QuestionType } from '../contracts/quiz.js';

/** The package does not export its own name for it. */
type SchemaObject = Exclude<Extract<ApiBodyOptions, { schema: object }>['schema'], { $ref: string }>;

const id: SchemaObject = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' };
const text = (maxLength: number): SchemaObject => ({ type: 'string', minLength: 1, maxLength });

const choices: SchemaObject = {
  type: 'array',
  minItems: LIMITS.minChoices,
  maxItems: LIMITS.maxChoices,
  items: {
    type: 'object',
    required: ['id', 'text'],
    properties: { id, text: text(LIMITS.choiceTextLength) },
  },
};
const choiceIds = (description: string): SchemaObject => ({ type: 'array', items: id, description });

const base: Record<string, SchemaObject> = {
  id: { ...id, description: 'Given by the server when left out' },
  text: text(LIMITS.questionTextLength),
  media: { type: 'object', properties: { imageUrl: { type: 'string', format: 'uri' } } },
  timeLimitMs: {
    type: 'integer',
    minimum: LIMITS.minTimeLimitMs,
    maximum: LIMITS.maxTimeLimitMs,
    default: 20_000,
  },
  weight: { type: 'integer', enum: [0, 1, 2], default: 1 },
  explanation: { type: 'string', maxLength: LIMITS.explanationLength, description: 'Shown after the reveal' },
};

const question = (
  type: QuestionType,
  own: Record<string, SchemaObject>,
  required = Object.keys(own),
): SchemaObject => ({
  type: 'object',
  title: type,
  required: ['type', 'text', ...required],
  properties: { type: { type: 'string', enum: [type] }, ...base, ...own },
});

/** A question by its `type`, for the OpenAPI document; the checks themselves are in question.dto.ts. */
export const questionSchema: SchemaObject = {
  oneOf: [
    question('single', { choices, correct: choiceIds('Exactly one') }),
    question('multiple', { choices, correct: choiceIds('One or more, in any order') }),
    question('true-false', { correct: { type: 'boolean' } }),
    question(
      'text',
      {
        accepted: {
          type: 'array',
          items: text(LIMITS.acceptedAnswerLength),
          maxItems: LIMITS.acceptedAnswers,
        },
        caseSensitive: { type: 'boolean', default: false },
      },
      ['accepted'],
    ),
    question(
      'number',
      {
        correct: { type: 'number' },
        tolerance: { type: 'number', minimum: 0, description: 'None: exact' },
        min: { type: 'number' },
        max: { type: 'number' },
      },
      ['correct'],
    ),
    question('order', { choices, correct: choiceIds('All, in the right order') }),
    question('poll', { choices }),
  ],
};
