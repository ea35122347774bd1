import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.js';
import { text } from './text.js';

const base = { id: 'q', type: 'text', text: 'What?', timeLimitMs: 20_000, weight: 1 } as const;
const graded = (accepted: string[], value: string, caseSensitive?: boolean) =>
  text.grader({ ...base, accepted, caseSensitive }, 'strict').fraction(value);

describe('text answers', () => {
  it.each([
    ['New York', '  new \t\n YORK '],
    ['café', 'CAFE\u0301'],
    ['Straße', 'STRASSE'],
    ['Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
    ['ΣΑΣ', 'σασ'],
    ['ﬁne ½', 'Fine 1⁄2'],
    ['ABC123', 'ＡＢＣ１２３'],
    ['TITLE', 'title'],
    ['two words', 'two\u00a0words'],
  ])('%s is also %s', (accepted, value) => {
    expect(graded(['other', accepted], value)).toBe(1);
    expect(graded(['other', value], accepted)).toBe(1);
  });

  it.each([
    ['resume', 'résumé'],
    ['New York', 'NewYork'],
    ['1', '1.'],
  ])('%s is not %s', (accepted, value) => {
    expect(graded([accepted], value)).toBe(0);
  });

  it('hold the case when the question says so', () => {
    expect([graded(['NaCl'], ' NaCl ', true), graded(['NaCl'], 'nacl', true)]).toEqual([1, 0]);
  });

  it('fold to something that folds to itself, whatever their case', () => {
    const words = fc.string({ unit: fc.constantFrom(...'aZ éÉßẞſςσΣΩçñĳǅЖж１ﬀ　\t') });
    fc.assert(
      fc.property(words, (word) => {
        expect(foldText(foldText(word))).toBe(foldText(word));
        expect(foldText(word.toUpperCase())).toBe(foldText(word));
        expect(foldText(word.toLowerCase())).toBe(foldText(word));
      }),
    );
  });
});
