import { useSession } from '../game/use-game.js';
import { useText } from '../locale/text.js';

export function PlayerLobby() {
  const t = useText();
  const { title, players } = useSession();
  return (
    <main className="player__main player__main--middle">
      <p className="muted">{title}</p>
      <div role="status">
        <h1>{t.player.in}</h1>
      </div>
      <p>{t.player.lobby}</p>
      <p className="player__count">{t.common.players(players)}</p>
    </main>
  );
}
