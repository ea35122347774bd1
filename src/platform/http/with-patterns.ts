import type { OpenAPIObject } from '@nestjs/swagger';
import { ID_PATTERN } from '../../contracts/limits.js';

interface Parameter {
  in: string;
  name: string;
  schema: object;
  example?: string;
}

const ID = { schema: { type: 'string', pattern: ID_PATTERN.source }, example: 'V1StGXR8_Z5jdHi6B-myT' };
const PIN = {
  schema: { type: 'string', minLength: 1, maxLength: 64, pattern: '^\\d{6}$' },
  example: '723556',
};

/** Adds a pattern and an example to each id and PIN in a path. */
export function withPatterns(document: OpenAPIObject): OpenAPIObject {
  for (const methods of Object.values(document.paths)) {
    for (const operation of Object.values(methods) as { parameters?: Parameter[] }[]) {
      for (const parameter of operation.parameters ?? [])
        if (parameter.in === 'path') Object.assign(parameter, parameter.name === 'pin' ? PIN : ID);
    }
  }
  return document;
}
