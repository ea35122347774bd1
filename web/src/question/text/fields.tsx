import { LIMITS } from '@contracts/limits.js';
import type { TextQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { Switch } from '../../ui/switch.js';
import type { FieldsProps } from '../kind.js';

/** Every spelling that counts. */
export function AcceptedFields({ question, wrong, onChange }: FieldsProps<TextQuestion>) {
  const t = useText();
  const { accepted } = question;
  return (
    <fieldset className="choice-fields">
      <legend>{t.editor.accepted}</legend>
      {accepted.map((text, place) => {
        const problem = wrong(`accepted.${place}`);
        return (
          // Spellings have no id of their own: only their place identifies them.
          <div key={place} className="choice-fields__row">
            <input
              className="field__input"
              aria-label={t.editor.acceptedOne(place + 1)}
              aria-invalid={problem ? true : undefined}
              placeholder={problem ?? ''}
              maxLength={LIMITS.acceptedAnswerLength}
              value={text}
              onChange={({ target }) =>
                onChange({ ...question, accepted: accepted.with(place, target.value) })
              }
            />
            <button
              type="button"
              className="icon-button"
              aria-label={t.editor.removeChoice(String(place + 1))}
              disabled={accepted.length === 1}
              onClick={() => onChange({ ...question, accepted: accepted.toSpliced(place, 1) })}
            >
              ×
            </button>
          </div>
        );
      })}
      <button
        type="button"
        className="button button--plain"
        disabled={accepted.length >= LIMITS.acceptedAnswers}
        onClick={() => onChange({ ...question, accepted: [...accepted, ''] })}
      >
        {t.editor.addAccepted}
      </button>
      <Switch
        label={t.editor.caseSensitive}
        checked={question.caseSensitive ?? false}
        onChange={(caseSensitive) => onChange({ ...question, caseSensitive })}
      />
    </fieldset>
  );
}
