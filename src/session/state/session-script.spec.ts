import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SESSION_FIELDS } from './layout.js';
import { readingScript } from './session-script.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'podium-lua-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function script(lua: string) {
  writeFileSync(join(folder, 'some.lua'), lua);
  return readingScript(`${pathToFileURL(folder).href}/`, './some.lua');
}

/** The script itself as it is sent to Redis, without the parts before it. */
const sent = (lua: string): string =>
  String(script(lua).command([], [], true)[1])
    .split('\n')
    .at(-1)!;

it('puts keys, fields, channels and fields of the outbox where a script names them', () => {
  expect(sent("return redis.call('HGET', K.session, F.status)")).toBe(
    "return redis.call('HGET', KEYS[1], 'status')",
  );
  expect(sent("redis.call('SPUBLISH', C.players, '')")).toBe(
    "redis.call('SPUBLISH', (BASE .. 'players-changed'), '')",
  );
  expect(sent("redis.call('XADD', K.outbox, '*', E.answer, event)")).toBe(
    "redis.call('XADD', KEYS[10], '*', 'a', event)",
  );
});

it('leaves other names alone', () => {
  const lua = 'return string.F.status .. OK.board .. t.K.x';
  expect(sent(lua)).toBe(lua);
});

it.each(['K.bord', 'F.state', 'C.rev', 'E.event'])(
  'does not start with a name that is not there: %s',
  (name) => {
    expect(() => script(`return ${name}`)).toThrow(`some.lua names ${name}, which layout.ts does not have`);
  },
);

const LUA = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.lua'));

it('is the only way by which a script names a field of the session', () => {
  const quoted = new RegExp(`K\\.session,[^)]*'(${SESSION_FIELDS.join('|')})'(?=[,)])`);
  const byHand = LUA.filter((file) => {
    const lua = readFileSync(join('src', file), 'utf8').replaceAll(/F\.(status|index), '?\w+'?/g, '');
    return quoted.test(lua) || /'podium:|'n:'/.test(lua);
  });
  expect(LUA.length).toBeGreaterThan(20);
  expect(byHand).toEqual([]);
});
