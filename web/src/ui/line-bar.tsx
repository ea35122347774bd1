import type { GameView } from '@podium/client';
import { useText } from '../locale/text.js';

/** Says that the line is away and that nothing needs to be done about it. */
export function LineBar({ line }: Pick<GameView, 'line'>) {
  const t = useText();
  return (
    <div className="line-bar" role="status">
      {line === 'reconnecting' && <p>{t.common.reconnecting}</p>}
    </div>
  );
}
