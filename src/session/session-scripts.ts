import { Script } from '../platform/redis/script.js';

const script = (file: string) =>
  Script.fromFiles(
    import.meta.url,
    '../platform/redis/keys.lua',
    '../leaderboard/board.lua',
    '../leaderboard/rows.lua',
    './transitions.lua',
    './read-state.lua',
    file,
  );

/** The scripts that change or read a session; each file says what it takes and returns. Their keys are `scriptKeys`. */
export const sessionScripts = {
  create: script('./create.lua'),
  join: script('./join.lua'),
  openQuestion: script('./open-question.lua'),
  state: script('./state.lua'),
  command: script('./command.lua'),
  advance: script('./advance.lua'),
  presence: script('./presence.lua'),
  patrol: script('./patrol.lua'),
};
