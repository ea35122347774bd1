import * as fc from 'fast-check';
import type { AnswerValue, Choice, Question } from '../contracts/quiz.js';

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

/** Any valid question, of any type. */
export const anyQuestion: fc.Arbitrary<Question> = fc.record(common).chain((base) =>
  fc.oneof(
    withChoices(one, one).map((own) => ({ ...base, type: 'single' as const, ...own })),
    withChoices(one, all).map((own) => ({ ...base, type: 'multiple' as const, ...own })),
    withChoices(all, all).map((own) => ({ ...base, type: 'order' as const, ...own })),
    choices.map((list) => ({ ...base, type: 'poll' as const, choices: list })),
    fc.boolean().map((correct) => ({ ...base, type: 'true-false' as const, correct })),
    fc
      .record({ accepted: fc.array(text, { minLength: 1, maxLength: 5 }), caseSensitive: fc.boolean() })
      .map((own) => ({ ...base, type: 'text' as const, ...own })),
    fc
      .record({
        correct: number,
        tolerance: fc.option(fc.double({ min: 0, max: 1e3, noNaN: true }), { nil: undefined }),
      })
      .map((own) => ({ ...base, type: 'number' as const, ...own })),
  ),
);

/** Any valid answer to `question`, right or wrong. */
export const answerTo = (question: Question): fc.Arbitrary<AnswerValue> => {
  switch (question.type) {
    case 'true-false':
      return fc.boolean();
    case 'text':
      return fc.oneof(text, fc.constantFrom(...question.accepted));
    case 'number':
      return fc.oneof(number, fc.constant(question.correct));
    default: {
      const ids = question.choices.map((choice) => choice.id);
      const single = question.type === 'single' || question.type === 'poll';
      return fc.shuffledSubarray(ids, {
        minLength: question.type === 'order' ? ids.length : 1,
        maxLength: single ? 1 : ids.length,
      });
    }
  }
};
