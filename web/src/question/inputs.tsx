import { lazy, Suspense } from 'react';
import type { AnswerValue, PlayerQuestion } from '@contracts/quiz.js';
import { ChoiceButtons } from './choice-buttons.js';
import { MultipleInput } from './multiple/input.js';
import { TextInput } from './text/input.js';
import { TrueFalseInput } from './true-false/input.js';

// Two inputs bring libraries along: they load beside the question that needs them.
const NumberInput = lazy(() => import('./number/input.js'));
const OrderInput = lazy(() => import('./order/input.js'));

export interface InputProps {
  question: PlayerQuestion;
  onAnswer(value: AnswerValue): void;
}

/** The input of a question, by its type. */
export function AnswerInput(props: InputProps) {
  switch (props.question.type) {
    case 'single':
    case 'poll':
      return <ChoiceButtons {...props} />;
    case 'multiple':
      return <MultipleInput {...props} />;
    case 'true-false':
      return <TrueFalseInput {...props} />;
    case 'text':
      return <TextInput {...props} />;
    case 'number':
      return (
        <Suspense>
          <NumberInput {...props} />
        </Suspense>
      );
    case 'order':
      return (
        <Suspense>
          <OrderInput {...props} />
        </Suspense>
      );
  }
}
