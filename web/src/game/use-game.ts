import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { emptyView, GameClient, type GameView } from '@podium/client';

const never = () => () => undefined;

/** A game's client for as long as the screen is there; undefined until there is a token. */
export function useGameClient(token: string | undefined): GameClient | undefined {
  const [client, setClient] = useState<GameClient>();
  useEffect(() => {
    if (!token) return undefined;
    const opened = new GameClient({ token });
    const left = new AbortController();
    const { signal } = left;
    document.addEventListener('visibilitychange', () => document.hidden || void opened.wake(), { signal });
    addEventListener('online', () => void opened.wake(), { signal });
    setClient(opened);
    return () => {
      left.abort();
      setClient(undefined);
      opened.close();
    };
  }, [token]);
  return client;
}

const GameContext = createContext<GameClient | undefined>(undefined);
export const GameProvider = GameContext.Provider;

/** The client of the game that the screen above provides. */
export function useClient(): GameClient {
  const client = use(GameContext);
  if (!client) throw new Error('no game is provided here');
  return client;
}

/** A part of a game's view; only a change of this part draws the component again. */
export function useViewOf<Part>(client: GameClient | undefined, part: (view: GameView) => Part): Part {
  return useSyncExternalStore(client?.subscribe ?? never, () => part(client?.get() ?? emptyView));
}

/** A part of the provided game's view. `part` must pick from the view and must not create a new object. */
export const useView = <Part>(part: (view: GameView) => Part): Part => useViewOf(useClient(), part);

const session = (view: GameView) => view.session!;

/** The session's state, below a screen that has waited for it. */
export const useSession = () => useView(session);
