import { Script } from '../platform/redis/script.js';

const BOARD = '../leaderboard/board.lua';

/** The scripts that change or read a session; each file says what it takes and returns. */
export const sessionScripts = {
  create: Script.fromFiles(import.meta.url, BOARD, './create.lua'),
  join: Script.fromFiles(import.meta.url, BOARD, './join.lua'),
  openQuestion: Script.fromFiles(import.meta.url, BOARD, './open-question.lua'),
  state: Script.fromFiles(import.meta.url, BOARD, './state.lua'),
  hostCommand: Script.fromFiles(import.meta.url, BOARD, './host-command.lua'),
};
