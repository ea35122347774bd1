import type { FaultLine, Part } from '../history.js';
import { isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory } from './evidence.js';
import type { Finding } from './findings.js';

/** Faults of these parts can take a leaderboard back in Redis, until a tick has raised its version again. */
const TAKING_BACK: Part[] = ['redis', 'redis clock', 'keys'];
const RAISED_WITHIN_MS = 30_000;

/**
 * `version-back`: a leaderboard is not newer than the one before it on the same connection; or a new connection begins with an
 * older one than the player has seen, or gets an older one when it asks.
 */
export function checkVersions({ history, faults }: Pick<GameEvidence, 'history' | 'faults'>): Finding[] {
  return [...history.values()].flatMap(({ sessionId, players }) =>
    [...players.values()].flatMap((player) =>
      [...pushed(player), ...asked(player, sessionId, faults)].map(([connection, what]) => ({
        kind: 'version-back' as const,
        sessionId,
        playerId: player.playerId,
        detail: `connection ${connection}: ${what}`,
      })),
    ),
  );
}

type Back = [connection: number, what: string];

function pushed({ versions }: PlayerHistory): Back[] {
  const back: Back[] = [];
  let highest = -Infinity;
  for (const [connection, seen] of [...versions].toSorted(([a], [b]) => a - b)) {
    if (seen[0]! < highest)
      back.push([connection, `begins with version ${seen[0]} after ${highest} on one before`]);
    for (let i = 1; i < seen.length; i++) {
      if (seen[i]! <= seen[i - 1]!) back.push([connection, `version ${seen[i]} came after ${seen[i - 1]}`]);
    }
    for (const version of seen) highest = Math.max(highest, version);
  }
  return back;
}

/** On the same connection, a leaderboard that was asked for can cross with one that is pushed. */
function asked({ versions, asked: boards }: PlayerHistory, sessionId: string, faults: FaultLine[]): Back[] {
  return boards.flatMap(({ at, connection, version }): Back[] => {
    const before = [...versions].flatMap(([other, seen]) => (other < connection ? seen : []));
    const highest = before.reduce((most, one) => Math.max(most, one), -Infinity);
    if (version >= highest) return [];
    if (isDisturbed(faults, at - RAISED_WITHIN_MS, at, TAKING_BACK, sessionId)) return [];
    return [[connection, `answered with version ${version} after ${highest} on one before`]];
  });
}
