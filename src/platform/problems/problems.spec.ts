import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROBLEMS } from '../../contracts/problems.js';

const source = fileURLToPath(new URL('../..', import.meta.url));
const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|lua)$/.test(file) && !file.endsWith('.spec.ts') && !file.endsWith('problems.ts'))
  .map((file) => readFileSync(join(source, file), 'utf8'));

it('names every code that the source throws, with the status it is thrown with', () => {
  const thrown = texts.flatMap((text) => [...text.matchAll(/new PodiumError\(\s*(\d{3}),\s*'([A-Z_]+)'/g)]);
  expect(thrown.length).toBeGreaterThan(20);
  const unknown = thrown.filter(([, status, code]) => {
    const known = PROBLEMS[code as keyof typeof PROBLEMS];
    // A player without a seat is refused at the handshake of a socket, not over REST.
    return known?.[0] !== Number(status) && !(code === 'PLAYER_UNKNOWN' && status === '403');
  });
  expect(unknown.map(([, status, code]) => `${status} ${code}`)).toEqual([]);
});

it('names no code that nobody uses', () => {
  const all = texts.join('\n');
  expect(Object.keys(PROBLEMS).filter((code) => !all.includes(`'${code}'`))).toEqual([]);
});
