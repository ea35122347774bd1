import { useEffect } from 'react';
import type { Leaderboard } from '@contracts/session.js';
import { useClient, useSession, useView } from '../game/use-game.js';
import { hostCall } from '../net/account.js';

/** Names that a lobby shows; of more players it says how many. */
const SHOWN = 300;
const PAGE = 100;

/** The players who were here before this screen; `players` brings those who come after. Read again with each new connection. */
export function useRoster(): void {
  const client = useClient();
  const line = useView((view) => view.line);
  const { sessionId, status } = useSession();
  const wanted = status === 'lobby' || status === 'open';
  useEffect(() => {
    if (line !== 'online' || !wanted) return;
    const read = async () => {
      for (let offset = 0; offset < SHOWN; offset += PAGE) {
        const page = `/v1/sessions/${sessionId}/leaderboard?offset=${offset}&limit=${PAGE}`;
        const { top } = await hostCall<Leaderboard>(page);
        client.tell({ type: 'roster', members: top });
        if (top.length < PAGE) return;
      }
    };
    // Without it the names of those who come from now on are still shown.
    read().catch(() => undefined);
  }, [client, line, sessionId, wanted]);
}
