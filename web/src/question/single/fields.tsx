import type { SingleQuestion } from '@contracts/quiz.js';
import { useText } from '../../locale/text.js';
import { ChoiceFields } from '../choice-fields.js';
import { stillThere } from '../choices.js';
import type { FieldsProps } from '../kind.js';

/** Choices, one of them right. */
export function SingleFields({ question, wrong, onChange }: FieldsProps<SingleQuestion>) {
  const t = useText();
  return (
    <ChoiceFields
      question={question}
      legend={t.editor.choicesRight}
      mark={{
        type: 'radio',
        correct: question.correct,
        onMark: (id) => onChange({ ...question, correct: [id] }),
      }}
      wrong={wrong}
      onChoices={(choices) => {
        const [right = choices[0]!.id] = stillThere(question.correct, choices);
        onChange({ ...question, choices, correct: [right] });
      }}
    />
  );
}
