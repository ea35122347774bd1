import type { You } from '@contracts/session.js';
import { formatNumber } from '../locale/format.js';
import { useText } from '../locale/text.js';

export function PlayerBar({ you }: { you: You }) {
  const t = useText();
  return (
    <header className="player-bar">
      <bdi className="player-bar__name">{you.nickname}</bdi>
      {you.streak > 1 && <span className="player-bar__streak">{t.player.streak(you.streak)}</span>}
      <span className="player-bar__score">
        <span aria-hidden="true">{formatNumber(you.score)}</span>
        <span className="hidden">{t.common.points(you.score)}</span>
      </span>
    </header>
  );
}
