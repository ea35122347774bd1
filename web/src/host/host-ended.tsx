import { Link } from 'react-router';
import { useSession, useView } from '../game/use-game.js';
import { useText } from '../locale/text.js';
import { PodiumStage } from '../ui/podium-stage.js';

export function HostEnded() {
  const t = useText();
  const ended = useView((view) => view.ended);
  const { title, sessionId } = useSession();
  if (!ended) return null;
  return (
    <main className="host__main stage stage--middle">
      <p className="muted">{title}</p>
      <h1 className="stage__text">{t.host.winners}</h1>
      <PodiumStage podium={ended.podium} />
      <Link className="button button--soft" to={`/author/sessions/${sessionId}`}>
        {t.host.report}
      </Link>
    </main>
  );
}
