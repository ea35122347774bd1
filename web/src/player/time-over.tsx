import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../game/use-game.js';
import { useText } from '../locale/text.js';

/** An answer on its way can still count this long after the time is over. */
const GRACE_MS = 300;

interface Props {
  closesAt: number;
  last: boolean;
  onNext(): void;
  children: ReactNode;
}

/** Shows a question until its time is over, then a note about that, and a button to go on. */
export function TimeOver({ closesAt, last, onNext, children }: Props) {
  const t = useText();
  const { clock } = useClient();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), Math.max(0, closesAt - clock.now() + GRACE_MS));
    return () => clearTimeout(timer);
  }, [clock, closesAt]);
  if (!over) return children;
  return (
    <main className="player__main player__main--middle">
      <div role="status">
        <h1>{t.player.timeOver}</h1>
      </div>
      <button className="button button--wide" onClick={onNext} autoFocus>
        {last ? t.player.finish : t.player.next}
      </button>
    </main>
  );
}
