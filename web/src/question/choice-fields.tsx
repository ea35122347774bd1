import { LIMITS } from '@contracts/limits.js';
import type { MultipleQuestion, PollQuestion, SingleQuestion } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { letterOf, Shape } from '../ui/shape.js';
import { choicesAreFull, newChoice } from '../author/editor/draft.js';

type Chosen = SingleQuestion | MultipleQuestion | PollQuestion;

interface Props {
  question: Chosen;
  wrong(path: string): string | undefined;
  onChange(question: Chosen): void;
}

/** Choices with a mark for those that are right. */
export function ChoiceFields({ question, wrong, onChange }: Props) {
  const t = useText();
  const { choices } = question;
  const write = (id: string, text: string) =>
    onChange({ ...question, choices: choices.map((choice) => (choice.id === id ? { id, text } : choice)) });
  const mark = (id: string, right: boolean) => {
    if (question.type === 'single') onChange({ ...question, correct: [id] });
    if (question.type !== 'multiple') return;
    const others = question.correct.filter((one) => one !== id);
    onChange({ ...question, correct: right ? [...others, id] : others });
  };
  const remove = (id: string) => {
    const left = choices.filter((choice) => choice.id !== id);
    if (question.type === 'poll') return onChange({ ...question, choices: left });
    const correct = question.correct.filter((one) => one !== id);
    const atLeastOne = question.type === 'single' && correct.length === 0 ? [left[0]!.id] : correct;
    return onChange({ ...question, choices: left, correct: atLeastOne });
  };
  return (
    <fieldset className="choice-fields">
      <legend>{question.type === 'poll' ? t.editor.choices : t.editor.choicesRight}</legend>
      {choices.map(({ id, text }, place) => {
        const problem = wrong(`choices.${place}.text`);
        return (
          <div key={id} className="choice-fields__row">
            {question.type !== 'poll' && (
              <input
                type={question.type === 'single' ? 'radio' : 'checkbox'}
                name={`correct-${question.id}`}
                aria-label={t.editor.isRight(letterOf(place))}
                checked={question.correct.includes(id)}
                onChange={({ target }) => mark(id, target.checked)}
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
              onClick={() => remove(id)}
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
        onClick={() => onChange({ ...question, choices: [...choices, newChoice(choices)] })}
      >
        {t.editor.addChoice}
      </button>
    </fieldset>
  );
}
