import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { GameClient } from './game-client.js';
import { emptyView, type GameView } from './game-view.js';

export interface Game {
  client: GameClient;
  view: GameView;
}

const never = () => () => undefined;

/** A game's client for as long as the screen is there, and its view; undefined until there is a token. */
export function useGame(token: string | undefined): Game | undefined {
  const [client, setClient] = useState<GameClient>();
  useEffect(() => {
    if (!token) return undefined;
    const opened = new GameClient(token);
    setClient(opened);
    return () => {
      setClient(undefined);
      opened.close();
    };
  }, [token]);
  const view = useSyncExternalStore(client?.subscribe ?? never, client?.get ?? (() => emptyView));
  return client && { client, view };
}

const GameContext = createContext<Game | undefined>(undefined);
export const GameProvider = GameContext.Provider;

/** The game that the screen above provides. */
export function useProvidedGame(): Game {
  const game = use(GameContext);
  if (!game) throw new Error('no game is provided here');
  return game;
}
