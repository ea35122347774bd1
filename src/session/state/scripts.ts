import { Script } from '../../platform/redis/script.js';

/** What scripts of a session stand on; each part uses those before it. */
const PRELUDE = [
  './lua/base.lua',
  '../../platform/redis/whole.lua',
  '../../leaderboard/board.lua',
  '../../leaderboard/rows.lua',
  '../events.lua',
  '../clock.lua',
  '../transitions.lua',
  '../present.lua',
];

/** A script that changes sessions, its file relative to `base`. */
export const sessionScript = (base: string, ...files: string[]): Script =>
  Script.fromFiles(
    base,
    ...PRELUDE.map((file) => new URL(file, import.meta.url).href),
    ...files.map((file) => new URL(file, base).href),
  );

const script = (file: string) => sessionScript(import.meta.url, '../seats.lua', '../read-state.lua', file);

// ADR 22: why scripts are constants, and no repository stands around them.
/** The scripts that change or read a session; each file says what it takes and returns. Their keys are `scriptKeys`. */
export const sessionScripts = {
  create: script('../create.lua'),
  join: script('../join.lua'),
  openQuestion: script('../open-question.lua'),
  state: script('../state.lua'),
  command: script('../command.lua'),
  advance: script('../advance.lua'),
  presence: script('../presence.lua'),
  patrol: script('../patrol.lua'),
  answersOf: script('../answers-of.lua'),
  endIdle: script('../end-idle.lua'),
  retire: script('../retire.lua'),
};
