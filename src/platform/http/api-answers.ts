import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { ProblemCode } from '../../contracts/problems.js';
import type { ProblemOptions } from '../problems/podium-error.js';

/** Where `ApiProblems` leaves what `withProblems` turns into responses. */
export const PROBLEMS_EXTENSION = 'x-podium-problems';

/** A code, with its status where it is another one than the table of the contract has. */
export type DocumentedProblem =
  ProblemCode | [status: NonNullable<ProblemOptions['status']>, code: ProblemCode];

/** The errors of an operation beyond those that every one of its kind has. */
export const ApiProblems = (...problems: DocumentedProblem[]): MethodDecorator =>
  ApiExtension(PROBLEMS_EXTENSION, problems) as MethodDecorator;

/** An answer by the name of its type in src/contracts. */
export const ApiAnswer = (schema: string, { status = 200 } = {}): MethodDecorator =>
  ApiResponse({
    status,
    description: 'As asked',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  });
