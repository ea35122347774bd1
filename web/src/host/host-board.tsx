import { useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Standings } from '../ui/standings.js';

/** The leaderboard, for the wall. */
export function HostBoard() {
  const t = useText();
  const board = useView((view) => view.board);
  return (
    <main className="host__main stage">
      <h1 className="stage__text">{t.common.leaderboard}</h1>
      {board && <Standings rows={board.top} big />}
    </main>
  );
}
