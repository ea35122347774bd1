import { useProvidedGame } from '../game/use-game.js';
import { useText } from '../locale/text.js';

export function PlayerLobby() {
  const t = useText();
  const { session } = useProvidedGame().view;
  return (
    <main className="player__main player__main--middle">
      <p className="muted">{session!.title}</p>
      <div role="status">
        <h1>{t.player.in}</h1>
      </div>
      <p>{t.player.lobby}</p>
      <p className="player__count">{t.common.players(session!.players)}</p>
    </main>
  );
}
