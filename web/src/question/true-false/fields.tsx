import type { TrueFalseQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import type { FieldsProps } from '../kind.js';

export function TrueFalseFields({ question, onChange }: FieldsProps<TrueFalseQuestion>) {
  const t = useText();
  return (
    <fieldset className="choice-fields">
      <legend>{t.editor.right}</legend>
      {[true, false].map((value) => (
        <label key={String(value)} className="choice-fields__row">
          <input
            type="radio"
            name={`correct-${question.id}`}
            checked={question.correct === value}
            onChange={() => onChange({ ...question, correct: value })}
          />
          {value ? t.common.true : t.common.false}
        </label>
      ))}
    </fieldset>
  );
}
