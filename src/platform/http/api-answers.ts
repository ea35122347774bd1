import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import contractSchemas from '../../contracts/schemas.json' with { type: 'json' };
import type { ProblemCode } from '../../contracts/problems.js';
import type { ProblemOptions } from '../problems/podium-error.js';

/** The extension in which `ApiProblems` stores the problems that `withProblems` turns into responses. */
export const PROBLEMS_EXTENSION = 'x-podium-problems';

/** A code, with its status where that differs from the table of the contract. */
export type DocumentedProblem =
  ProblemCode | [status: NonNullable<ProblemOptions['status']>, code: ProblemCode];

/** The errors of an operation beyond those that every one of its kind has. */
export const ApiProblems = (...problems: DocumentedProblem[]): MethodDecorator =>
  ApiExtension(PROBLEMS_EXTENSION, problems) as MethodDecorator;

/** The name of a type of src/contracts. */
export type ContractSchema = keyof typeof contractSchemas;

interface AnswerOptions {
  status?: number;
  /** The answers of the same address in other formats, by content type. */
  otherFormats?: Record<string, { schema: { type: string; format?: string } }>;
}

/** An answer by the name of its type in src/contracts. */
export const ApiAnswer = (
  schema: ContractSchema,
  { status = 200, otherFormats = {} }: AnswerOptions = {},
): MethodDecorator =>
  ApiResponse({
    status,
    description: 'As asked',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } }, ...otherFormats },
  });
