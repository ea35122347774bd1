import { useSession } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { JoinCard } from './join-card.js';
import { Roster } from './roster.js';
import type { Commands } from './use-commands.js';

export function HostLobby({ commands }: { commands: Commands }) {
  const t = useText();
  const session = useSession();
  return (
    <main className="host__main lobby">
      <h1 className="lobby__title">{session.title}</h1>
      <JoinCard pin={session.pin} />
      <p className="lobby__count" role="status">
        {session.locked ? t.host.locked : t.common.players(session.players)}
      </p>
      <Roster commands={commands} />
    </main>
  );
}
