import type { PlayerQuestion } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { letterOf, Shape } from '../ui/shape.js';

/** The choices as the players have them on their phones. */
export function ChoiceTiles({ question }: { question: PlayerQuestion }) {
  const t = useText();
  if (question.type === 'true-false') {
    return (
      <ul className="tiles">
        <li className="tile choice--true">{t.common.true}</li>
        <li className="tile choice--false">{t.common.false}</li>
      </ul>
    );
  }
  if (!question.choices) return null;
  return (
    <ul className="tiles">
      {question.choices.map(({ id, text }, place) => (
        <li key={id} className={`tile choice--${place}`}>
          <Shape place={place} />
          <span className="choice__letter">{letterOf(place)}</span>
          <span className="choice__text">{text}</span>
        </li>
      ))}
    </ul>
  );
}
