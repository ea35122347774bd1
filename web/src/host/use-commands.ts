import { useCallback, useState } from 'react';
import type { HostCommand } from '@contracts/session.js';
import { useClient } from '../game/use-game.js';

/** Sends commands to the session; a refusal is shown until the next command. */
export function useCommands() {
  const client = useClient();
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const give = useCallback(
    async (command: HostCommand, playerId?: string): Promise<void> => {
      setBusy(true);
      setRefusal(undefined);
      try {
        const ack = await client.command(command, playerId);
        if (ack.status === 'ok') client.tell({ type: 'session', state: ack.session });
        // It is rejected when another device, or the clock, was quicker: the screen has already changed then.
        else if (ack.status === 'rejected') setRefusal(ack.detail);
      } catch {
        // The page was left.
      } finally {
        setBusy(false);
      }
    },
    [client],
  );
  return { give, refusal, busy };
}

export type Commands = ReturnType<typeof useCommands>;
