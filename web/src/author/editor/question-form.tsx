import { LIMITS } from '@contracts/limits.js';
import type { Question, QuestionType } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { Field } from '../../ui/field.js';
import { changeType } from './new-question.js';
import { editorOf } from '../../question/editors.js';
import type { Problems } from '../../question/kind.js';
import { kinds, QUESTION_TYPES } from '../../question/kinds.js';

interface Props {
  question: Question;
  place: number;
  problems: Problems;
  onChange(question: Question): void;
  onDuplicate(): void;
  onRemove(): void;
}

/** The form for one question. */
export function QuestionForm({ question, place, problems, onChange, onDuplicate, onRemove }: Props) {
  const t = useText();
  const { Fields } = editorOf(question);
  const wrong = (path: string) => problems[`questions.${place}.${path}`];
  const set = (part: Partial<Question>) => onChange({ ...question, ...part } as Question);
  return (
    <section className="card editor__form" aria-label={t.common.question(place + 1)}>
      <div className="editor__row">
        <Field label={t.editor.type}>
          {(props) => (
            <select
              {...props}
              value={question.type}
              onChange={({ target }) => onChange(changeType(question, target.value as QuestionType))}
            >
              {QUESTION_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t.types[type]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.editor.seconds} problem={wrong('timeLimitMs')}>
          {(props) => (
            <input
              {...props}
              type="number"
              min={LIMITS.minTimeLimitMs / 1000}
              max={LIMITS.maxTimeLimitMs / 1000}
              value={question.timeLimitMs / 1000}
              onChange={({ target }) => set({ timeLimitMs: Math.round(target.valueAsNumber * 1000) || 0 })}
            />
          )}
        </Field>
        {kinds[question.type].scored && (
          <Field label={t.editor.weight}>
            {(props) => (
              <select
                {...props}
                value={question.weight}
                onChange={({ target }) => set({ weight: Number(target.value) as 0 | 1 | 2 })}
              >
                {([1, 2, 0] as const).map((weight) => (
                  <option key={weight} value={weight}>
                    {t.editor.weights[weight]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <Field label={t.editor.text} problem={wrong('text')}>
        {(props) => (
          <textarea
            {...props}
            rows={2}
            maxLength={LIMITS.questionTextLength}
            value={question.text}
            onChange={({ target }) => set({ text: target.value })}
          />
        )}
      </Field>
      <Fields question={question} wrong={wrong} onChange={onChange} />
      <details
        className="more"
        open={question.media !== undefined || question.explanation !== undefined || undefined}
      >
        <summary>{t.editor.more}</summary>
        <Field label={t.editor.image} hint={t.editor.imageHint} problem={wrong('media.imageUrl')}>
          {(props) => (
            <input
              {...props}
              type="url"
              maxLength={LIMITS.imageUrlLength}
              value={question.media?.imageUrl ?? ''}
              onChange={({ target }) =>
                set({ media: target.value === '' ? undefined : { imageUrl: target.value } })
              }
            />
          )}
        </Field>
        <Field label={t.editor.explanation} hint={t.editor.explanationHint}>
          {(props) => (
            <textarea
              {...props}
              rows={2}
              maxLength={LIMITS.explanationLength}
              value={question.explanation ?? ''}
              onChange={({ target }) => set({ explanation: target.value || undefined })}
            />
          )}
        </Field>
      </details>
      <div className="editor__row editor__row--end">
        <button type="button" className="button button--soft" onClick={onDuplicate}>
          {t.author.duplicate}
        </button>
        <button type="button" className="button button--plain" onClick={onRemove}>
          {t.editor.remove}
        </button>
      </div>
    </section>
  );
}
