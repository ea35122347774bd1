import * as fc from 'fast-check';
import type { AnswerValue, Choice, Question, QuestionType } from '../contracts/quiz.js';
import type { QuestionOf } from './kind.js';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => value.trim() !== '');
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

const common = {
  id,
  text,
  timeLimitMs: fc.integer({ min: 5_000, max: 240_000 }),
  weight: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
  explanation: fc.option(text, { nil: undefined }),
  media: fc.option(fc.constant({ imageUrl: 'https://podium.example/a.png' }), { nil: undefined }),
};

const choices: fc.Arbitrary<Choice[]> = fc.uniqueArray(fc.record({ id, text }), {
  minLength: 2,
  maxLength: 8,
  selector: (choice) => choice.id,
});

const withChoices = (min: (all: number) => number, max: (all: number) => number) =>
  choices.chain((all) =>
    fc.record({
      choices: fc.constant(all),
      correct: fc.shuffledSubarray(
        all.map((choice) => choice.id),
        { minLength: min(all.length), maxLength: max(all.length) },
      ),
    }),
  );
const one = () => 1;
const all = (count: number) => count;

const made = <T extends QuestionType, Own>(type: T, own: fc.Arbitrary<Own>) =>
  fc.tuple(fc.record(common), own).map(([base, particulars]) => ({ ...base, type, ...particulars }));

const ANY: { [T in QuestionType]: fc.Arbitrary<QuestionOf<T>> } = {
  single: made('single', withChoices(one, one)),
  multiple: made('multiple', withChoices(one, all)),
  'true-false': made('true-false', fc.record({ correct: fc.boolean() })),
  text: made(
    'text',
    fc.record({ accepted: fc.array(text, { minLength: 1, maxLength: 5 }), caseSensitive: fc.boolean() }),
  ),
  number: made(
    'number',
    fc.record({
      correct: number,
      tolerance: fc.option(fc.double({ min: 0, max: 1e3, noNaN: true }), { nil: undefined }),
    }),
  ),
  order: made('order', withChoices(all, all)),
  poll: made('poll', fc.record({ choices })),
};

/** Any valid question, of any type. */
export const anyQuestion: fc.Arbitrary<Question> = fc.oneof(...Object.values(ANY));

const idsOf = ({ choices }: { choices: Choice[] }) => choices.map(({ id }) => id);
const oneChoice = (question: { choices: Choice[] }) =>
  fc.shuffledSubarray(idsOf(question), { minLength: 1, maxLength: 1 });

const ANSWER: { [T in QuestionType]: (question: QuestionOf<T>) => fc.Arbitrary<AnswerValue> } = {
  single: oneChoice,
  multiple: (question) => fc.shuffledSubarray(idsOf(question), { minLength: 1 }),
  'true-false': () => fc.boolean(),
  text: ({ accepted }) => fc.oneof(text, fc.constantFrom(...accepted)),
  number: ({ correct }) => fc.oneof(number, fc.constant(correct)),
  order: (question) => fc.shuffledSubarray(idsOf(question), { minLength: question.choices.length }),
  poll: oneChoice,
};

const answersOf = <T extends QuestionType>({
  type,
}: {
  type: T;
}): ((question: QuestionOf<T>) => fc.Arbitrary<AnswerValue>) => ANSWER[type];

/** Any valid answer to `question`, right or wrong. */
export const answerTo = (question: Question): fc.Arbitrary<AnswerValue> => answersOf(question)(question);
