import { describe, expect, it } from 'vitest';
import type { SingleQuestion } from '../../contracts/quiz.js';
import { PodiumError } from '../../platform/problems/podium-error.js';
import { validateInput } from '../../platform/http/validate.js';
import { validateQuizDraft } from '../quiz-draft.dto.js';
import { GenerateDto } from './generate.dto.js';
import { generateVocabulary } from './generate.js';
import { givesAway, isMarked } from './suitable.js';
import { type Entry, loadVocabulary } from './vocabulary.js';

const LEVELS = [1, 2, 3, 4, 5];
const generate = async (level: number, seed: number | string, questions = 50) =>
  (await generateVocabulary({ questions, level, seed })).questions as SingleQuestion[];

const bytes = async (seed?: number | string) =>
  JSON.stringify(await generateVocabulary({ questions: 10, level: 3, seed }));

const entriesOf = async (level: number): Promise<Map<string, Entry>> => {
  const parts = (await loadVocabulary()).get(level);
  return new Map([...(parts?.values() ?? [])].flat().map((entry) => [entry.word, entry]));
};
const rightOf = ({ choices, correct }: SingleQuestion) =>
  choices.find(({ id }) => id === correct[0])?.text ?? '';

describe('generateVocabulary', () => {
  it.each(LEVELS)('gives 50 valid questions of level %d for any seed', async (level) => {
    for (const seed of [1, 2, 'three', '']) {
      const quiz = await generateVocabulary({ questions: 50, level, seed });
      expect(quiz.title).toBe(`Vocabulary, level ${level}`);
      expect(validateQuizDraft(quiz)).toEqual(quiz);
      expect(new Set((quiz.questions as SingleQuestion[]).map(rightOf)).size).toBe(50);
    }
  });

  it('gives the same bytes for the same seed, others for another or none', async () => {
    expect(await bytes(7)).toBe(await bytes('7'));
    expect(await bytes(7)).not.toBe(await bytes(8));
    expect(await bytes()).not.toBe(await bytes());
  });

  it.each(LEVELS)('offers words of one part of speech, of which one fits, at level %d', async (level) => {
    const entries = await entriesOf(level);
    for (const question of await generate(level, 'fit')) {
      const right = entries.get(rightOf(question));
      const words = question.choices.map(({ text }) => entries.get(text));
      expect(new Set(words).size).toBe(4);
      for (const word of words) {
        expect(word?.part).toBe(right?.part);
        if (word === right) continue;
        expect(word?.meanings.filter((meaning) => right?.meanings.includes(meaning))).toEqual([]);
        expect(word?.definition).not.toBe(right?.definition);
      }
    }
  });

  it('puts the right word everywhere about as often', async () => {
    const places = new Map<string, number>();
    for (let seed = 0; seed < 40; seed++) {
      for (const { correct } of await generate(2, seed))
        places.set(correct[0] ?? '', (places.get(correct[0] ?? '') ?? 0) + 1);
    }
    // 500 expected of 2,000, standard deviation 19.
    for (const id of ['a', 'b', 'c', 'd']) expect(Math.abs((places.get(id) ?? 0) - 500)).toBeLessThan(100);
  });

  it('refuses a level there is not', async () => {
    await expect(generateVocabulary({ questions: 5, level: 6 })).rejects.toThrow(RangeError);
  });
});

describe('the vocabulary', () => {
  it('gets rarer from level to level', async () => {
    const counts = await Promise.all(
      LEVELS.map(async (level) => [...(await entriesOf(level)).values()].map(({ count }) => count)),
    );
    for (const [i, rarer] of counts.slice(1).entries()) {
      expect(Math.max(...rarer)).toBeLessThanOrEqual(Math.min(...(counts[i] ?? [])));
      expect(Math.abs(rarer.length - (counts[0]?.length ?? 0))).toBeLessThanOrEqual(1);
    }
  });

  it('has neither names, phrases, marked words nor definitions that give themselves away', async () => {
    for (const level of LEVELS) {
      for (const { word, definition } of (await entriesOf(level)).values()) {
        expect(word).toMatch(/^[a-z]{4,}$/);
        expect(isMarked(definition) || givesAway(definition, word)).toBe(false);
      }
    }
    const all = new Set((await Promise.all(LEVELS.map(entriesOf))).flatMap((entries) => [...entries.keys()]));
    for (const word of ['paris', 'shit', 'fuck', 'chink', 'faggot', 'bastard', 'screw', 'prick'])
      expect(all).not.toContain(word);
    for (const word of ['apple', 'exploit', 'tolerant', 'broadly']) expect(all).toContain(word);
  });
});

describe('GenerateDto', () => {
  const body = { source: 'wordnet', questions: 5, level: 1 };
  it('bounds every field', () => {
    expect(validateInput(GenerateDto, { ...body, seed: 'x' })).toMatchObject({ ...body, seed: 'x' });
    const wrong = [
      { source: 'web' },
      { questions: 4 },
      { questions: 51 },
      { level: 0 },
      { level: 6 },
      { level: 1.5 },
      { seed: null },
      { seed: 0.5 },
      { seed: 'x'.repeat(65) },
    ];
    for (const change of wrong)
      expect(() => validateInput(GenerateDto, { ...body, ...change })).toThrow(PodiumError);
  });
});
