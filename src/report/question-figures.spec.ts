import { describe, expect, it } from 'vitest';
import type { AnswerValue, Quiz } from '../contracts/quiz.js';
import type { AnswerRecord, ResultRecord } from '../persistence/result-record.js';
import { QuestionFigures } from './question-figures.js';
import { toPlayer } from './to-player.js';

const base = { timeLimitMs: 20_000, weight: 1 as const };
const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id.toUpperCase() }));
const quiz: Quiz = {
  id: 'quiz',
  title: 'Quiz',
  version: 1,
  updatedAt: 0,
  questions: [
    { ...base, id: 'q1', type: 'multiple', text: 'Which?', choices, correct: ['a', 'b'] },
    { ...base, id: 'q2', type: 'poll', text: 'Like it?', choices },
    { ...base, id: 'constructor', type: 'text', text: 'Name?', accepted: ['Ada'] },
  ],
};

const answer = (value: AnswerValue, fraction: number, elapsedMs: number): AnswerRecord => ({
  value,
  fraction,
  elapsedMs,
  correct: fraction === 1,
  points: 0,
  streak: 0,
  at: 0,
});
const result = (answers: Record<string, AnswerRecord>, more: Partial<ResultRecord> = {}): ResultRecord => ({
  _id: 's:p',
  sessionId: 's',
  playerId: 'p',
  answers,
  ...more,
});

describe('question figures', () => {
  it('counts, averages and distributes', () => {
    const figures = new QuestionFigures(quiz);
    figures.add(result({ q1: answer(['a', 'b'], 1, 1_000), q2: answer(['c'], 0, 700) }));
    figures.add(result({ q1: answer(['a'], 0.5, 2_001) }));
    figures.add(result({ gone: answer('x', 1, 1) }));
    expect(figures.toReport()).toEqual([
      {
        questionId: 'q1',
        index: 0,
        type: 'multiple',
        text: 'Which?',
        answered: 2,
        accuracy: 0.75,
        correct: 1,
        meanTimeMs: 1_501,
        distribution: { a: 2, b: 1, c: 0 },
      },
      expect.objectContaining({ answered: 1, accuracy: null, correct: 0, meanTimeMs: 700 }),
      expect.objectContaining({
        answered: 0,
        accuracy: null,
        correct: 0,
        meanTimeMs: null,
        distribution: {},
      }),
    ]);
  });

  it('leaves out whom the host sent away', () => {
    const figures = new QuestionFigures(quiz);
    figures.add(result({ q1: answer(['a'], 0.5, 2_000) }, { kicked: true }));
    expect(figures.toReport()[0]).toMatchObject({ answered: 0, distribution: { a: 0, b: 0, c: 0 } });
  });

  it('lists a hundred values of a text question, whatever players write', () => {
    const figures = new QuestionFigures(quiz);
    figures.add(result({ constructor: answer('__proto__', 0, 1) }));
    for (let i = 0; i < 500; i++) figures.add(result({ constructor: answer(`text ${i}`, 0, 1) }));
    const { distribution } = figures.toReport()[2]!;
    expect(Object.keys(distribution)).toHaveLength(101);
    expect(Object.getOwnPropertyDescriptor(distribution, '__proto__')?.value).toBe(1);
    expect(distribution['…']).toBe(401);
  });
});

describe('a player', () => {
  it('has what is stored, and the mean time of the answers', () => {
    const stored = { nickname: 'Ada', score: 900, correct: 1, answered: 2, joinedAt: 1, reachedAt: 2 };
    const answers = { q1: answer(['a', 'b'], 1, 1_000), q2: answer(['c'], 0, 2_000) };
    expect(toPlayer(result(answers, stored), 3)).toEqual({
      rank: 3,
      playerId: 'p',
      nickname: 'Ada',
      score: 900,
      correct: 1,
      answered: 2,
      meanTimeMs: 1_500,
      kicked: false,
    });
  });

  it('may be known by a kick alone', () => {
    const { answers: _, ...bare } = result({}, { kicked: true });
    expect(toPlayer(bare, null)).toMatchObject({
      rank: null,
      nickname: '',
      score: 0,
      meanTimeMs: null,
      kicked: true,
    });
  });
});
