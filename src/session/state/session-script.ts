import { readFileSync } from 'node:fs';
import { Script } from '../../platform/redis/script.js';
import { LUA_NAMES, LUA_PRELUDE } from './layout.js';

/** The parts of every script of a session. Each part uses those before it. */
const PARTS = [
  './lua/base.lua',
  './lua/formats.lua',
  './lua/lost.lua',
  '../../leaderboard/board.lua',
  '../../leaderboard/rows.lua',
];

/** The further parts of the scripts that change a session. */
const CHANGES = ['./lua/events.lua', './lua/clock.lua', './lua/transitions.lua', './lua/present.lua'];

/** `K.board`, `F.status`, … but not `string.sub`. */
const NAME = /(?<![\w.])([KFCE])\.(\w+)/g;

// ADR 26: why names are replaced before the script is sent.
/** Replaces the names in a script by the layout. @throws Error for a name that the layout does not have */
function withLayout(lua: string, file: string): string {
  return lua.replace(NAME, (name, table: string, word: string) => {
    const place = LUA_NAMES[table]?.[word];
    if (place === undefined) throw new Error(`${file} names ${name}, which layout.ts does not have`);
    return place;
  });
}

const readPart = (file: URL): string => withLayout(readFileSync(file, 'utf8'), file.pathname);

const linked = (parts: string[], files: URL[]): Script =>
  new Script(
    [LUA_PRELUDE, ...[...parts.map((part) => new URL(part, import.meta.url)), ...files].map(readPart)].join(
      '\n',
    ),
  );

/** A script that reads a session or its ranking, its file relative to `base`. Its keys are `scriptKeys`. */
export const readingScript = (base: string, file: string): Script => linked(PARTS, [new URL(file, base)]);

/** A script that changes sessions: its file relative to `base`, after further parts that it uses. Its keys are `scriptKeys`. */
export const changingScript = (base: string, ...files: string[]): Script =>
  linked(
    [...PARTS, ...CHANGES],
    files.map((file) => new URL(file, base)),
  );
