import type { OpenAPIObject } from '@nestjs/swagger';
import { type ProblemCode, PROBLEMS } from '../../contracts/problems.js';
import { type DocumentedProblem, PROBLEMS_EXTENSION } from './api-answers.js';
import { PodiumError } from '../problems/podium-error.js';
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

function problemsOf(operation: Operation): Map<number, Set<ProblemCode>> {
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
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const one of all) {
    const [status, code] = typeof one === 'string' ? ([PROBLEMS[one][0], one] as const) : one;
    byStatus.set(status, (byStatus.get(status) ?? new Set<ProblemCode>()).add(code));
  }
  return byStatus;
}

/** Fields that are wrong, where there are any. */
const detailsOf = (code: ProblemCode) =>
  code === 'INVALID_INPUT'
    ? { errors: [{ path: 'nickname', message: 'must be text of 1 to 24 characters' }] }
    : {};

const header = (description: string) => ({ description, schema: { type: 'string' as const } });

/** A response with every code it may have, an example of each, and the headers that come with it. */
function response(status: number, codes: ProblemCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}`).join('\n\n'),
    ...(status === 401 && { headers: { 'WWW-Authenticate': header('`Bearer`') } }),
    ...((status === 429 || status === 503) && { headers: { 'Retry-After': header('Seconds') } }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object' as const, properties: { code: { type: 'string' as const, enum: codes } } },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            { value: toProblem(new PodiumError(status, code, PROBLEMS[code][1], detailsOf(code))) },
          ]),
        ),
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
        for (const [status, codes] of problemsOf(operation))
          Object.assign(operation.responses, { [status]: response(status, [...codes].toSorted()) });
      }
      delete (operation as unknown as Record<string, unknown>)[PROBLEMS_EXTENSION];
    }
  }
  return document;
}
