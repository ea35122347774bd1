import { expect, it } from 'vitest';
import { ID_PATTERN } from '../contracts/limits.js';
import { Environment } from '../platform/config/environment.js';
import { SessionIds } from './session-id.js';

const idsOf = (secret: string) => new SessionIds(Object.assign(new Environment(), { JWT_SECRET: secret }));
const ids = idsOf('a secret of this test');

it('makes ids that no command line takes for an option, and that prove themselves', () => {
  const made = Array.from({ length: 2_000 }, () => ids.make());
  expect(made.filter((id) => !/^[A-Za-z0-9]{24}$/.test(id) || !ID_PATTERN.test(id))).toEqual([]);
  expect(new Set(made)).toHaveLength(2_000);
  expect(made.filter((id) => !ids.isCertain(id))).toEqual([]);
});

it('is not certain of an id that was made up, changed, or made with another secret', () => {
  const id = ids.make();
  const other = id.startsWith('x') ? 'y' : 'x';
  const strange = [
    '',
    'V1StGXR8Z5jdHi6B',
    id.slice(0, 23),
    `${id}A`,
    other + id.slice(1),
    id.slice(0, 23) + (id.endsWith(other) ? 'z' : other),
    idsOf('another secret').make(),
  ];
  expect(strange.filter((one) => ids.isCertain(one))).toEqual([]);
});
