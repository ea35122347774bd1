import { sessionScript } from '../session/state/scripts.js';

const script = (...files: string[]) => sessionScript(import.meta.url, ...files);

/** Scripts of a rebuild and of what comes late to it; each file says what it takes and returns. */
export const rebuildScripts = {
  check: script('./check.lua'),
  commit: script('./commit.lua'),
  restore: script('../session/seats.lua', './restore.lua'),
  endLate: script('./end-late.lua'),
};
