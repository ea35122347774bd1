import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Standings } from '../ui/standings.js';
import { JoinCard } from './join-card.js';
import { Roster } from './roster.js';
import type { Commands } from './use-commands.js';

/** A self-paced session from the host's side: everyone plays, the board moves. */
export function SelfPacedRoom({ commands }: { commands: Commands }) {
  const { title, pin } = useSession();
  const begun = useView(({ board }) => board !== undefined && board.answers > 0);
  return (
    <main className="host__main lobby">
      <h1 className="lobby__title">{title}</h1>
      <JoinCard pin={pin} />
      <Counts />
      {begun ? <RoomBoard /> : <Roster commands={commands} />}
    </main>
  );
}

function Counts() {
  const t = useText();
  const { players } = useSession();
  const answers = useView(({ board }) => board?.answers ?? 0);
  return (
    <p className="lobby__count" role="status">
      {t.common.players(players)} · {t.host.answers(answers)}
    </p>
  );
}

/** A component of its own, so that a new board draws nothing else again. */
function RoomBoard() {
  const board = useView((view) => view.board);
  return board && <Standings rows={board.top} big />;
}
