import type { GameView } from '@podium/client';
import { useText } from '../locale/text.js';

/** Shows that the connection is lost and is being restored, so that nobody needs to do anything. */
export function LineBar({ line }: Pick<GameView, 'line'>) {
  const t = useText();
  return (
    <div className="line-bar" role="status">
      {line === 'reconnecting' && <p>{t.common.reconnecting}</p>}
    </div>
  );
}
