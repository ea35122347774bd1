import type { NumberQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { Field } from '../../ui/field.js';
import type { FieldsProps } from '../kind.js';

const typed = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : value);

const OPTIONAL = ['tolerance', 'min', 'max'] as const;

export function NumberFields({ question, wrong, onChange }: FieldsProps<NumberQuestion>) {
  const t = useText();
  return (
    <div className="editor__row">
      <Field label={t.editor.right} problem={wrong('correct')}>
        {(props) => (
          <input
            {...props}
            type="number"
            step="any"
            defaultValue={typed(question.correct)}
            onChange={({ target }) => onChange({ ...question, correct: target.valueAsNumber })}
          />
        )}
      </Field>
      {OPTIONAL.map((name) => (
        <Field
          key={name}
          label={t.editor.number[name]}
          hint={name === 'tolerance' ? t.editor.toleranceHint : undefined}
          problem={wrong(name)}
        >
          {(props) => (
            <input
              {...props}
              type="number"
              step="any"
              defaultValue={typed(question[name])}
              onChange={({ target }) =>
                onChange({ ...question, [name]: target.value === '' ? undefined : target.valueAsNumber })
              }
            />
          )}
        </Field>
      ))}
    </div>
  );
}
