import { useEffect, useState } from 'react';
import type { Standing } from '@contracts/session.js';
import type { AnswerResult } from '@contracts/socket-events.js';
import { useClient } from '../game/use-game.js';

/** The player one place ahead, after a result; undefined for the first, and until the server has answered. */
export function useNextRank(result: AnswerResult | undefined): Standing | undefined {
  const client = useClient();
  const [next, setNext] = useState<Standing>();
  useEffect(() => {
    setNext(undefined);
    if (!result || result.rank === 1) return undefined;
    let wanted = true;
    const ask = async () => {
      const found = await client.around();
      const ahead = found?.around.find(({ rank }) => rank === found.standing.rank - 1);
      if (wanted) setNext(ahead);
    };
    ask().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [client, result]);
  return next;
}
