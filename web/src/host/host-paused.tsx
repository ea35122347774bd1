import { useSession } from '../game/use-game.js';
import { useText } from '../locale/text.js';

export function HostPaused() {
  const t = useText();
  const { title, pin } = useSession();
  return (
    <main className="host__main stage stage--middle">
      <p className="muted">{title}</p>
      <div role="status">
        <h1 className="stage__text">{t.host.paused}</h1>
      </div>
      <p>{t.host.pausedMore(pin)}</p>
    </main>
  );
}
