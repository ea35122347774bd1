/** Connections a player costs the load balancer, which has the most of all processes. */
const PER_PLAYER = 2;
const OTHERS = 300;

/** Hard limit of open files; Node raises the soft one to it by itself, for its children too. */
function limit(): number {
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | string } };
  };
  return Number(userLimits?.open_files?.soft ?? Infinity) || Infinity;
}

/** @throws Error saying what to do when so many players can't be connected at a time */
export function checkOpenFiles(players: number, open = limit()): void {
  const needed = players * PER_PLAYER + OTHERS;
  if (open >= needed) return;
  const fewer = Math.max(1, Math.floor((open - OTHERS) / PER_PLAYER));
  throw new Error(
    `${players} players need ${needed} open files in a process, and this shell allows ${open}.\n` +
      `Raise it (ulimit -n ${needed}) or play with fewer: npm run demo -- --players ${fewer}`,
  );
}
