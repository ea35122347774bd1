import { expect, it } from 'vitest';
import { ID_PATTERN } from '../contracts/limits.js';
import { newSessionId } from './session-id.js';

it('makes ids that no command line takes for an option', () => {
  const ids = Array.from({ length: 2_000 }, () => newSessionId());
  expect(ids.filter((id) => !/^[A-Za-z0-9]{16}$/.test(id) || !ID_PATTERN.test(id))).toEqual([]);
  expect(new Set(ids)).toHaveLength(2_000);
});
