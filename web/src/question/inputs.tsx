import { type ComponentType, lazy, Suspense } from 'react';
import type { QuestionType } from '@contracts/quiz.js';
import { ChoiceButtons } from './choice-buttons.js';
import type { InputProps } from './kind.js';
import { MultipleInput } from './multiple/input.js';
import { TextInput } from './text/input.js';
import { TrueFalseInput } from './true-false/input.js';

/** Two inputs need libraries of their own: they are loaded only for a question that needs them. */
const inputs: { readonly [T in QuestionType]: ComponentType<InputProps> } = {
  single: ChoiceButtons,
  multiple: MultipleInput,
  'true-false': TrueFalseInput,
  text: TextInput,
  number: lazy(() => import('./number/input.js')),
  order: lazy(() => import('./order/input.js')),
  poll: ChoiceButtons,
};

/** The input of a question, by its type. */
export function AnswerInput(props: InputProps) {
  const Input = inputs[props.question.type];
  return (
    <Suspense>
      <Input {...props} />
    </Suspense>
  );
}
