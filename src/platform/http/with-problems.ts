import type { OpenAPIObject } from '@nestjs/swagger';
import { type ProblemCode, PROBLEMS } from '../../contracts/problems.js';
import type { FieldError } from '../../contracts/socket-events.js';
import { type DocumentedProblem, PROBLEMS_EXTENSION } from './api-answers.js';
import { type PodiumError, problem } from '../problems/podium-error.js';
import { toProblem } from './problem.filter.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const HAS_TOKEN: ProblemCode[] = ['TOKEN_MISSING', 'TOKEN_EXPIRED', 'TOKEN_INVALID'];
const HAS_PARAMETERS: ProblemCode[] = ['INVALID_INPUT', 'MALFORMED_URL'];
const HAS_BODY: ProblemCode[] = [
  'INVALID_INPUT',
  'FORBIDDEN_KEY',
  'BAD_REQUEST',
  'MALFORMED',
  'MALFORMED_JSON',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];
const ALWAYS: ProblemCode[] = ['INTERNAL', 'STORE_UNAVAILABLE', 'UNAVAILABLE'];

/** By status and code. */
function problemsOf(operation: Operation): Map<number, Map<ProblemCode, PodiumError>> {
  const {
    [PROBLEMS_EXTENSION]: own = [],
    security,
    parameters,
    requestBody,
  } = operation as Operation & {
    [PROBLEMS_EXTENSION]?: DocumentedProblem[];
  };
  const all: DocumentedProblem[] = [
    ...own,
    ...(security?.length ? HAS_TOKEN : []),
    ...(parameters?.length ? HAS_PARAMETERS : []),
    ...(requestBody ? HAS_BODY : []),
    ...ALWAYS,
  ];
  const byStatus = new Map<number, Map<ProblemCode, PodiumError>>();
  for (const one of all) {
    const error = typeof one === 'string' ? example(one) : example(one[1], one[0]);
    const { status, code } = error;
    byStatus.set(status, (byStatus.get(status) ?? new Map<ProblemCode, PodiumError>()).set(code, error));
  }
  return byStatus;
}

/** An example of a wrong field, for the codes that name fields. */
const WRONG_FIELDS: Partial<Record<ProblemCode, FieldError>> = {
  INVALID_INPUT: { path: 'nickname', message: 'must be text of 1 to 24 characters' },
  FORBIDDEN_KEY: { path: '__proto__', message: 'is not an allowed name' },
};

function example(code: ProblemCode, status?: 409): PodiumError {
  const wrong = WRONG_FIELDS[code];
  return problem(code, { status, ...(wrong && { errors: [wrong] }) });
}

const header = (description: string) => ({ description, schema: { type: 'string' as const } });

const HEADERS: Record<number, object> = {
  401: { 'WWW-Authenticate': header('`Bearer`') },
  429: { 'Retry-After': header('Seconds') },
  500: { 'X-Request-Id': header('Finds the request in the log') },
  503: { 'Retry-After': header('Seconds') },
};

/** Descriptions are Markdown, where `<token>` would be a tag. */
const asMarkdown = (sentence: string) => sentence.replaceAll('<', '\\<');

/** A response with every code that it can have, an example of each, and the headers that come with it. */
function response(status: number, errors: PodiumError[]) {
  const codes = errors.map(({ code }) => code);
  return {
    description: codes.map((code) => `\`${code}\`: ${asMarkdown(PROBLEMS[code][1])}`).join('\n\n'),
    ...(HEADERS[status] && { headers: HEADERS[status] }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object' as const, properties: { code: { type: 'string' as const, enum: codes } } },
          ],
        },
        examples: Object.fromEntries(errors.map((error) => [error.code, { value: toProblem(error) }])),
      },
    },
  };
}

/** Writes every error of every operation under /v1 into the document: by status, with codes and examples. */
export function withProblems(document: OpenAPIObject): OpenAPIObject {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const operation of Object.values(methods) as Operation[]) {
      if (typeof operation !== 'object' || !('responses' in operation)) continue;
      if (path.startsWith('/v1/')) {
        for (const [status, byCode] of problemsOf(operation)) {
          const errors = [...byCode.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
          Object.assign(operation.responses, { [status]: response(status, errors) });
        }
      }
      delete (operation as unknown as Record<string, unknown>)[PROBLEMS_EXTENSION];
    }
  }
  return document;
}
