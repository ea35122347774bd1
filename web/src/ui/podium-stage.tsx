import { lazy, Suspense } from 'react';
import type { Standing } from '@contracts/session.js';
import { formatNumber } from '../locale/format.js';
import { useText } from '../locale/text.js';

const Confetti = lazy(() => import('./confetti.js'));

/** The first three, the first in the middle. */
export function PodiumStage({ podium, confetti = true }: { podium: Standing[]; confetti?: boolean }) {
  const t = useText();
  if (podium.length === 0) return <p>{t.common.nobody}</p>;
  return (
    <>
      <ol className="podium">
        {podium.map(({ rank, playerId, nickname, score }) => (
          <li key={playerId} className={`podium__place podium__place--${rank}`}>
            <bdi className="podium__name">{nickname}</bdi>
            <span className="podium__score">{t.common.points(score)}</span>
            <span className="podium__step">
              <span aria-hidden="true">{formatNumber(rank)}</span>
              <span className="hidden">{t.common.place(rank)}</span>
            </span>
          </li>
        ))}
      </ol>
      {confetti && (
        <Suspense>
          <Confetti />
        </Suspense>
      )}
    </>
  );
}
