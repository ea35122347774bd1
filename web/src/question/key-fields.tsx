import type { Question } from '@contracts/quiz.js';
import { useText } from '../locale/text.js';
import { AcceptedFields } from './text/fields.js';
import { ChoiceFields } from './choice-fields.js';
import { NumberFields } from './number/fields.js';
import { OrderFields } from './order/fields.js';

interface Props {
  question: Question;
  /** What is wrong at a path of the question. */
  wrong(path: string): string | undefined;
  onChange(question: Question): void;
}

/** What belongs to a type alone: its choices, and what is right. */
export function KeyFields({ question, wrong, onChange }: Props) {
  const t = useText();
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'poll':
      return <ChoiceFields question={question} wrong={wrong} onChange={onChange} />;
    case 'order':
      return <OrderFields question={question} wrong={wrong} onChange={onChange} />;
    case 'text':
      return <AcceptedFields question={question} wrong={wrong} onChange={onChange} />;
    case 'number':
      return <NumberFields question={question} wrong={wrong} onChange={onChange} />;
    case 'true-false':
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
}
