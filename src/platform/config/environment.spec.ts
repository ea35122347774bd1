import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Environment } from './environment.js';

/** Defaults that a table can only describe. */
const DESCRIBED: Partial<Record<keyof Environment, string>> = {
  JWT_SECRET: 'none in production, at least 32 bytes',
  IMAGE_ORIGINS: "only the system's own",
  CORS_ORIGINS: 'none',
  NODE_NAME: 'the host name',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'none: nothing is traced',
  OTEL_SERVICE_NAME: '`podium-<role>`',
};

/** The table of variables in docs/configuration.md; a row can have several, with as many defaults. */
function documented(): [name: string, value: string][] {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const [, table = ''] = /^\| variable .*\n\| -.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .flatMap((row): [string, string][] => {
      const [, names = '', , value = ''] = row.split('|').map((cell) => cell.trim());
      const list = names.split(', ').map((name) => name.replaceAll('`', ''));
      const values = list.length === 1 ? [value] : value.split(', ');
      expect(values).toHaveLength(list.length);
      return list.map((name, at) => [name, values[at]!]);
    });
}

describe('the table of variables in docs/configuration.md', () => {
  const defaults = Object.entries(new Environment()) as [keyof Environment, unknown][];

  it('has each variable once', () => {
    const names = documented().map(([name]) => name);
    expect(names.toSorted()).toEqual(defaults.map(([name]) => name).toSorted());
  });

  it.each(defaults)('has the default of %s', (name, value) => {
    const expected = DESCRIBED[name] ?? `\`${String(value)}\``;
    expect(Object.fromEntries(documented())[name]).toBe(expected);
  });

  it('describes a default in words only where there is no value to give', () => {
    const given = Object.keys(DESCRIBED)
      .filter((name) => name !== 'NODE_NAME')
      .map((name) => String(Object.fromEntries(defaults)[name]));
    expect(given.filter((value) => value !== '')).toEqual([]);
  });
});
