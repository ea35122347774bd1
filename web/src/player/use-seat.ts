import { useCallback, useEffect, useState } from 'react';
import { api } from '../net/api.js';
import { type Seat, seat } from '../net/seats.js';

/** The player's seat in a session, and a way to take the very same one again when the session has lost it. */
export function useSeat(sessionId: string) {
  const [kept, setKept] = useState(() => seat(sessionId).get());
  /** Undefined until it was tried; the same join gets the same seat, so one try is enough. */
  const [rejoining, setRejoining] = useState<boolean>();
  useEffect(() => setKept(seat(sessionId).get()), [sessionId]);

  const rejoin = useCallback(
    async ({ nickname, key, ...rest }: Seat): Promise<void> => {
      setRejoining(true);
      try {
        const { playerId, playerToken } = await api.join(sessionId, nickname, key);
        const again = { ...rest, nickname, key, playerId, playerToken };
        seat(sessionId).set(again);
        setKept(again);
      } catch {
        // The screen says why there is no game.
      } finally {
        setRejoining(false);
      }
    },
    [sessionId],
  );
  return { kept, rejoining, rejoin };
}
