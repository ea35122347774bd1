import { useEffect } from 'react';
import type { Leaderboard } from '@contracts/session.js';
import { useClient, useSession, useView } from '../game/use-game.js';
import { hostCall } from '../net/account.js';

/** Names that a lobby shows; of further players it shows only how many there are. */
const SHOWN = 300;
const PAGE = 100;

/** Reads the players who came before this screen, again with each new connection; `players` events bring those who come later. */
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
    // Without this list, the names of players who come from now on are still shown.
    read().catch(() => undefined);
  }, [client, line, sessionId, wanted]);
}
