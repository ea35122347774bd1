import type { History } from './evidence.js';
import type { Finding } from './findings.js';

/**
 * `version-back`: a leaderboard that does not come after the one before it on the same connection, or a new connection
 * that begins with an older one than the player has seen.
 */
export function checkVersions(history: History): Finding[] {
  const findings: Finding[] = [];
  for (const { sessionId, players } of history.values()) {
    for (const { playerId, versions } of players.values()) {
      let highest = -Infinity;
      for (const [connection, seen] of [...versions].toSorted(([a], [b]) => a - b)) {
        const back = (detail: string) =>
          findings.push({
            kind: 'version-back',
            sessionId,
            playerId,
            detail: `connection ${connection}: ${detail}`,
          });
        if (seen[0]! < highest) back(`begins with version ${seen[0]} after ${highest} on one before`);
        for (let i = 1; i < seen.length; i++) {
          if (seen[i]! <= seen[i - 1]!) back(`version ${seen[i]} came after ${seen[i - 1]}`);
        }
        for (const version of seen) highest = Math.max(highest, version);
      }
    }
  }
  return findings;
}
