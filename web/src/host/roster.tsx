import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { Confirm } from '../ui/confirm.js';
import type { Commands } from './use-commands.js';

/** As many as a wall can show. */
const SHOWN = 120;

/** The players who are here, the latest first. A touch on a name sends its player away, after a confirmation. */
export function Roster({ commands }: { commands: Commands }) {
  const t = useText();
  const roster = useView((view) => view.roster);
  const { players } = useSession();
  const shown = roster.slice(-SHOWN).toReversed();
  const more = players - shown.length;
  if (shown.length === 0) return <p className="roster__none">{t.host.nobody}</p>;
  return (
    <ul className="roster" aria-label={t.common.players(players)}>
      {shown.map(({ playerId, nickname }) => (
        <li key={playerId}>
          <Confirm
            className="roster__player"
            label={nickname}
            title={t.host.kickTitle(nickname)}
            text={t.host.kickText}
            confirm={t.host.kick}
            onConfirm={() => void commands.give('kick', playerId)}
          />
        </li>
      ))}
      {more > 0 && <li className="roster__more">{t.host.more(more)}</li>}
    </ul>
  );
}
