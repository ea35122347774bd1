import type { You } from '@contracts/session.js';
import { formatNumber } from '../locale/format.js';
import { useText } from '../locale/text.js';

export function PlayerBar({ you }: { you: You }) {
  const t = useText();
  return (
    <header className="player-bar">
      <bdi className="player-bar__name">{you.nickname}</bdi>
      {you.streak > 1 && <span className="player-bar__streak">{t.player.streak(you.streak)}</span>}
      <span className="player-bar__score" aria-label={t.common.points(you.score)}>
        {formatNumber(you.score)}
      </span>
    </header>
  );
}
