import type { MultipleQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { ChoiceFields } from '../choice-fields.js';
import { stillThere } from '../choices.js';
import type { FieldsProps } from '../kind.js';

/** Choices, any number of them right. */
export function MultipleFields({ question, wrong, onChange }: FieldsProps<MultipleQuestion>) {
  const t = useText();
  const { correct } = question;
  const onMark = (id: string, right: boolean) => {
    const others = correct.filter((one) => one !== id);
    onChange({ ...question, correct: right ? [...others, id] : others });
  };
  return (
    <ChoiceFields
      question={question}
      legend={t.editor.choicesRight}
      mark={{ type: 'checkbox', correct, onMark }}
      wrong={wrong}
      onChoices={(choices) => onChange({ ...question, choices, correct: stillThere(correct, choices) })}
    />
  );
}
