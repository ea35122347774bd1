import { useState } from 'react';
import { useText } from '../../locale/text.js';
import { letterOf, Shape } from '../../ui/shape.js';
import type { InputProps } from '../kind.js';

/** Any number of choices, then one touch to send. */
export function MultipleInput({ question, onAnswer }: InputProps) {
  const t = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen(
      (before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]),
    );
  return (
    <form
      className="choices-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer([...chosen]);
      }}
    >
      <p className="muted">{t.player.several}</p>
      <div className="choices">
        {question.choices?.map(({ id, text }, place) => (
          <button
            key={id}
            type="button"
            aria-pressed={chosen.has(id)}
            className={`choice choice--${place}`}
            onClick={() => toggle(id)}
          >
            <Shape place={place} />
            <span className="choice__letter">{letterOf(place)}</span>
            <span className="choice__text">{text}</span>
          </button>
        ))}
      </div>
      <button className="button button--wide" disabled={chosen.size === 0}>
        {t.player.send}
      </button>
    </form>
  );
}
