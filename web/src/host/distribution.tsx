import type { PlayerQuestion } from '@contracts/quiz.js';
import type { RevealEvent } from '@contracts/socket-events.js';
import { formatNumber, formatPercent } from '../locale/format.js';
import { useText } from '../locale/text.js';
import { walls } from '../question/walls.js';

interface Props {
  question: PlayerQuestion;
  reveal: RevealEvent;
}

/** The answers of the players, with a bar for each value; a tick marks the right ones, not colour alone. */
export function Distribution({ question, reveal }: Props) {
  const t = useText();
  const { bars, rest } = walls[question.type].bars(question, reveal, t);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="distribution" aria-label={t.host.distribution}>
      {bars.map(({ key, label, place, count, right }) => (
        <li key={key} className="distribution__row" data-right={right || undefined}>
          <span className="distribution__label">
            {right && (
              <span className="distribution__tick">
                <span aria-hidden="true">✓</span>
                <span className="hidden">{t.host.right}</span>
              </span>
            )}
            {label}
          </span>
          <span className="distribution__track">
            <span
              className={`distribution__bar ${place === undefined ? '' : `choice--${place}`}`}
              style={{ inlineSize: `${(100 * count) / most}%` }}
            />
          </span>
          <span className="distribution__count">
            {formatNumber(count)}
            <span className="distribution__share">
              {reveal.answered > 0 && formatPercent(count / reveal.answered)}
            </span>
          </span>
        </li>
      ))}
      {rest > 0 && <li className="muted">{t.host.others(rest)}</li>}
      {bars.length === 0 && <li className="muted">{t.host.noAnswers}</li>}
    </ul>
  );
}
