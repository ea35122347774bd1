import type { History } from './evidence.js';
import type { Finding } from './findings.js';

/** `rev-back`: a client received a lower `rev` than before, on the same connection or on a later one. */
export function checkRevs(history: History): Finding[] {
  const findings: Finding[] = [];
  for (const { sessionId, players } of history.values()) {
    for (const { playerId, game } of players.values()) {
      let highest = { rev: -Infinity, by: '', connection: 0 };
      for (const told of game.revs) {
        if (told.rev >= highest.rev) highest = told;
        else {
          const before = `${highest.rev} by ${highest.by} on connection ${highest.connection}`;
          const detail = `rev ${told.rev} by ${told.by} on connection ${told.connection} after ${before}`;
          findings.push({ kind: 'rev-back', sessionId, playerId, at: told.at, detail });
        }
      }
    }
  }
  return findings;
}
