import type { PlayerQuestion } from '@contracts/quiz.js';
import { letterOf, Shape } from '../ui/shape.js';

/** The choices as the players have them on their phones. */
export function ChoiceTiles({ question }: { question: PlayerQuestion }) {
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
