import { LIMITS } from '@contracts/limits.js';
import type { Choice } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { letterOf, Shape } from '../ui/shape.js';
import { choicesAreFull, newChoice } from './choices.js';

interface Props {
  question: { id: string; choices: Choice[] };
  legend: string;
  /** The control before each choice that says whether it is right; none where no choice is. */
  mark?: {
    type: 'radio' | 'checkbox';
    correct: string[];
    onMark(id: string, right: boolean): void;
  };
  wrong(path: string): string | undefined;
  onChoices(choices: Choice[]): void;
}

/** Choices with a mark for those that are right. */
export function ChoiceFields({ question, legend, mark, wrong, onChoices }: Props) {
  const t = useText();
  const { choices } = question;
  const write = (id: string, text: string) =>
    onChoices(choices.map((choice) => (choice.id === id ? { id, text } : choice)));
  return (
    <fieldset className="choice-fields">
      <legend>{legend}</legend>
      {choices.map(({ id, text }, place) => {
        const problem = wrong(`choices.${place}.text`);
        return (
          <div key={id} className="choice-fields__row">
            {mark && (
              <input
                type={mark.type}
                name={`correct-${question.id}`}
                aria-label={t.editor.isRight(letterOf(place))}
                checked={mark.correct.includes(id)}
                onChange={({ target }) => mark.onMark(id, target.checked)}
              />
            )}
            <span className={`order__letter choice--${place}`}>
              <Shape place={place} />
            </span>
            <input
              className="field__input"
              aria-label={t.editor.choice(letterOf(place))}
              aria-invalid={problem ? true : undefined}
              placeholder={problem ?? ''}
              title={problem}
              maxLength={LIMITS.choiceTextLength}
              value={text}
              onChange={({ target }) => write(id, target.value)}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={t.editor.removeChoice(letterOf(place))}
              disabled={choices.length <= LIMITS.minChoices}
              onClick={() => onChoices(choices.filter((choice) => choice.id !== id))}
            >
              ×
            </button>
          </div>
        );
      })}
      <p className="problem">{wrong('correct')}</p>
      <button
        type="button"
        className="button button--plain"
        disabled={choicesAreFull(choices)}
        onClick={() => onChoices([...choices, newChoice(choices)])}
      >
        {t.editor.addChoice}
      </button>
    </fieldset>
  );
}
