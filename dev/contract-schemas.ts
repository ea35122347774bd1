import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { root } from './roles.js';

type Schema = Record<string, unknown>;
const REF = '#/definitions/';
/** Maps of functions; asyncapi.ts says what they say. */
const FUNCTIONS = new Set(['*', 'ClientToServerEvents', 'ServerToClientEvents']);
/** In the contracts a number is a whole one but for these. */
const FRACTIONS = new Set([
  'fraction',
  'timeWeight',
  'accuracy',
  'min',
  'max',
  'tolerance',
  'correct',
  'value',
  'answers',
  'distribution',
]);

/** Every exported type of src/contracts as a JSON Schema (2020-12), with references as OpenAPI and AsyncAPI have them. */
export function contractSchemas(): Record<string, Schema> {
  const { definitions = {} } = createGenerator({
    path: join(root, 'src/contracts/*.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: '*',
    expose: 'export',
    skipTypeCheck: true,
    additionalProperties: true,
    functions: 'hide',
    encodeRefs: false,
  }).createSchema('*');
  const schemas = Object.entries(definitions)
    .filter(([name]) => !FUNCTIONS.has(name) && !name.startsWith('typeof'))
    .toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    schemas.map(([name, schema]) => [componentName(name), adapted(schema) as Schema]),
  );
}

/** Components have names of letters and digits: `Page<Item>` becomes `PageOfItem`. */
const componentName = (name: string) => name.replaceAll('<', 'Of').replaceAll(/\W/g, '');

function adapted(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => adapted(one, name));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Schema).map(([key, inner]) => {
    if (key === '$ref')
      return [key, `#/components/schemas/${componentName(String(inner).slice(REF.length))}`];
    if (key === 'properties')
      return [
        key,
        Object.fromEntries(
          Object.entries(inner as Schema).map(([property, schema]) => [property, adapted(schema, property)]),
        ),
      ];
    if (key === 'type' && inner === 'number' && name && !FRACTIONS.has(name)) return [key, 'integer'];
    return [key, adapted(inner, name)];
  });
  return Object.fromEntries(entries);
}
