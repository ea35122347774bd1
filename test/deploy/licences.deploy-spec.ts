import { expect, it } from 'vitest';
import { bundled, readLock } from '../../dev/bundled.js';

/** All of these licences let anybody use the work and pass it on. */
const LICENCES =
  /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|OFL-1\.1|Zlib)$/;
/** Packages whose package.json names no licence. */
const READ_BY_HAND: Record<string, string> = {
  'node_modules/busboy': 'MIT, by its file LICENSE',
  'node_modules/streamsearch': 'MIT, by its file LICENSE',
  'node_modules/xmlhttprequest-ssl': 'MIT, by its file LICENSE',
  'node_modules/chainsaw': 'MIT, by its older name MIT/X11',
  'node_modules/jsonify': 'in the public domain',
  'node_modules/buffers': 'says none; of the part of exceljs that reads files, which nothing here calls',
};

/** Checks an SPDX expression: every part of an `AND` must be permitted, and one part of an `OR`. */
const isAllowed = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => LICENCES.test(one)));

const lock = await readLock();
const inClient = await bundled(lock);

it('has a licence that allows it, in the image and in the web client', () => {
  const inImage = Object.keys(lock).filter((path) => path !== '' && !lock[path]!.dev);
  expect(inImage.length).toBeGreaterThan(100);
  const shipped = new Set([...inImage, ...inClient]);
  const open = [...shipped].filter((path) => !isAllowed(lock[path]!.license ?? '') && !READ_BY_HAND[path]);
  expect(open.map((path) => `${path}: ${lock[path]!.license}`)).toEqual([]);
});

it('refuses a licence that is only a part of an expression', () => {
  expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].every(isAllowed)).toBe(true);
  expect(['', 'GPL-3.0', 'MIT AND GPL-3.0', 'MIT-like'].some(isAllowed)).toBe(false);
});

it('counts everything that the web client imports as a part of it, and nothing of the server or of tools', () => {
  const direct = ['react', 'recharts', 'socket.io-client', '@fontsource/be-vietnam-pro'];
  // recharts depends on the first, and expects the second beside itself.
  const further = ['d3-scale', 'react-is'];
  expect(inClient).toEqual(
    expect.arrayContaining([...direct, ...further].map((name) => `node_modules/${name}`)),
  );
  const others = ['vite', 'vitest', 'typescript', 'kafkajs', '@nestjs/core', '@types/react'];
  expect(others.filter((name) => inClient.includes(`node_modules/${name}`))).toEqual([]);
});
