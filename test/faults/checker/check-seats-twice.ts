import type { History } from './evidence.js';
import type { Finding } from './findings.js';

/** `seat-twice`: a client that sent its join more than once got more than one seat for its key. */
export const checkSeatsTwice = (history: History): Finding[] =>
  [...history.values()].flatMap(({ sessionId, game }) =>
    [...game.seats.values()]
      .filter(({ playerIds }) => playerIds.size > 1)
      .map(({ at, playerIds }) => {
        const [playerId = '', ...others] = playerIds;
        const detail = `one key, and also the seats ${others.join(', ')}`;
        return { kind: 'seat-twice' as const, sessionId, playerId, at, detail };
      }),
  );
