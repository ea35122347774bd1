import type { PollQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { ChoiceFields } from '../choice-fields.js';
import type { FieldsProps } from '../kind.js';

/** Choices, none of them right. */
export function PollFields({ question, wrong, onChange }: FieldsProps<PollQuestion>) {
  const t = useText();
  return (
    <ChoiceFields
      question={question}
      legend={t.editor.choices}
      wrong={wrong}
      onChoices={(choices) => onChange({ ...question, choices })}
    />
  );
}
