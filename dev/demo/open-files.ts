/** Connections that a player costs the load balancer, which has the most connections of all processes. */
const PER_PLAYER = 2;
const OTHERS = 300;

/** The limit of open files. Node raises its soft limit to the hard limit by itself, and its children inherit that. */
function limit(): number {
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | string } };
  };
  return Number(userLimits?.open_files?.soft ?? Infinity) || Infinity;
}

/** @throws Error with advice when this many players cannot be connected at a time */
export function checkOpenFiles(players: number, open = limit()): void {
  const needed = players * PER_PLAYER + OTHERS;
  if (open >= needed) return;
  const fewer = Math.max(1, Math.floor((open - OTHERS) / PER_PLAYER));
  throw new Error(
    `${players} players need ${needed} open files in a process, and this shell allows ${open}.\n` +
      `Raise it (ulimit -n ${needed}) or play with fewer: npm run demo -- --players ${fewer}`,
  );
}
