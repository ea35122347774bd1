import { useProvidedGame } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Standings } from '../ui/standings.js';
import { JoinCard } from './join-card.js';
import { Roster } from './roster.js';
import type { Commands } from './use-commands.js';

/** A self-paced session from the host's side: everyone plays, the board moves. */
export function SelfPacedRoom({ commands }: { commands: Commands }) {
  const t = useText();
  const { session, board } = useProvidedGame().view;
  return (
    <main className="host__main lobby">
      <h1 className="lobby__title">{session!.title}</h1>
      <JoinCard pin={session!.pin} />
      <p className="lobby__count" role="status">
        {t.common.players(session!.players)}
        {board && <> · {t.host.answers(board.answers)}</>}
      </p>
      {board && board.answers > 0 ? <Standings rows={board.top} big /> : <Roster commands={commands} />}
    </main>
  );
}
