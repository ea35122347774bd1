import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { root } from './roles.js';

type Schema = Record<string, unknown>;
const REF = '#/definitions/';
/** Maps of functions, which asyncapi.ts describes. */
const FUNCTIONS = new Set(['*', 'ClientToServerEvents', 'ServerToClientEvents']);

/** Every exported type of src/contracts as a JSON Schema (2020-12), with references in the form of OpenAPI and AsyncAPI. */
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
    schemas.map(([name, schema]) => [componentName(name), definition(schema as Schema) as Schema]),
  );
}

/** The names of components consist of letters and digits: `Page<Item>` becomes `PageOfItem`. */
const componentName = (name: string) => name.replaceAll('<', 'Of').replaceAll(/\W/g, '');

/** An alias of `number` keeps its type. Any other `number` of the contracts is a whole number: see src/contracts/numbers.ts. */
const definition = (schema: Schema): unknown =>
  schema['type'] === 'number' ? schema : withWholeNumbers(schema);

/** The value of a `type` in a schema: one name or several, or the schema of a property that has the name `type`. */
const wholeType = (type: unknown): unknown => {
  if (Array.isArray(type)) return type.map(wholeType);
  return type === 'number' ? 'integer' : withWholeNumbers(type);
};

function withWholeNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWholeNumbers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Schema).map(([key, inner]) => {
    if (key === '$ref')
      return [key, `#/components/schemas/${componentName(String(inner).slice(REF.length))}`];
    if (key === 'type') return [key, wholeType(inner)];
    return [key, withWholeNumbers(inner)];
  });
  return Object.fromEntries(entries);
}
