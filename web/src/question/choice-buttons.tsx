import { letterOf, Shape } from '../ui/shape.js';
import type { InputProps } from './kind.js';

/** One touch answers. */
export function ChoiceButtons({ question, onAnswer }: InputProps) {
  return (
    <div className="choices">
      {question.choices?.map(({ id, text }, place) => (
        <button key={id} type="button" className={`choice choice--${place}`} onClick={() => onAnswer([id])}>
          <Shape place={place} />
          <span className="choice__letter">{letterOf(place)}</span>
          <span className="choice__text">{text}</span>
        </button>
      ))}
    </div>
  );
}
