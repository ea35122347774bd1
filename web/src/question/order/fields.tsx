import { LIMITS } from '@contracts/limits.js';
import type { Choice, OrderQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { SortableList } from '../../ui/sortable-list.js';
import { choicesAreFull, newChoice } from '../choices.js';
import type { FieldsProps } from '../kind.js';

/** Things in the right order, from the top; players get them shuffled. */
export function OrderFields({ question, wrong, onChange }: FieldsProps<OrderQuestion>) {
  const t = useText();
  const { choices } = question;
  const byId = new Map(choices.map((choice, place) => [choice.id, { ...choice, place }]));
  const set = (next: Choice[]) => onChange({ ...question, choices: next, correct: next.map(({ id }) => id) });
  return (
    <fieldset className="choice-fields">
      <legend>{t.editor.inOrder}</legend>
      <SortableList
        ids={choices.map(({ id }) => id)}
        onOrder={(ids) => set(ids.map((id) => ({ id, text: byId.get(id)!.text })))}
        nameOf={(id) => byId.get(id)!.text || t.editor.choice(String(byId.get(id)!.place + 1))}
        row={(id) => {
          const { text, place } = byId.get(id)!;
          const problem = wrong(`choices.${place}.text`);
          return (
            <>
              <input
                className="field__input"
                aria-label={t.editor.choice(String(place + 1))}
                aria-invalid={problem ? true : undefined}
                placeholder={problem ?? ''}
                title={problem}
                maxLength={LIMITS.choiceTextLength}
                value={text}
                onChange={({ target }) =>
                  set(choices.map((choice) => (choice.id === id ? { id, text: target.value } : choice)))
                }
              />
              <button
                type="button"
                className="icon-button"
                aria-label={t.editor.removeChoice(String(place + 1))}
                disabled={choices.length <= LIMITS.minChoices}
                onClick={() => set(choices.filter((choice) => choice.id !== id))}
              >
                ×
              </button>
            </>
          );
        }}
      />
      <button
        type="button"
        className="button button--plain"
        disabled={choicesAreFull(choices)}
        onClick={() => set([...choices, newChoice(choices)])}
      >
        {t.editor.addChoice}
      </button>
    </fieldset>
  );
}
