import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HistoryLine } from '../history.js';
import { cleanRun } from './fixture/clean-run.js';
import { evidenceOf } from './fixture/world.js';
import { readHistory } from './read-history.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podium-checker-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(lines: (HistoryLine | object)[], end = '\n') {
  const file = join(folder, 'history.jsonl');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n') + end);
  return readHistory(file);
}

const world = cleanRun({ seed: 3, live: 1, selfPaced: 1, players: 4 });
const without = (type: HistoryLine['type']) => world.lines.filter((line) => line.type !== type);

it('reads what was written', async () => {
  expect(await read(world.lines)).toEqual((await evidenceOf(world)).history);
});

it('takes the lines of different clients in any order', async () => {
  const seats = world.lines.filter(({ type }) => type === 'player' || type === 'session');
  const history = await read([...without('player').filter(({ type }) => type !== 'session'), ...seats]);
  expect(history.size).toBe(2);
});

it.each([
  ['a torn line', [...world.lines], '\n{"type":"clo', /:\d+: .*JSON/],
  ['an unknown type', [...world.lines, { type: 'gossip' }], '\n', /unknown type: \{"type":"gossip"\}/],
  ['an acknowledgement of nothing', without('sent'), '\n', /told of op \d+, which was never sent/],
  ['a player without a seat', without('player'), '\n', /none of a seat/],
  ['a session without a creation', without('session'), '\n', /none of its creation/],
  [
    'a number that two answers share',
    [...world.lines, world.lines.find(({ type }) => type === 'sent')!],
    '\n',
    /is used twice/,
  ],
  ['nothing', [], '', /no session/],
])('refuses %s', async (_, lines, end, message) => {
  await expect(read(lines, end)).rejects.toThrow(message);
});
