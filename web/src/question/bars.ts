import type { PlayerQuestion } from '@contracts/quiz.js';
import type { RevealEvent } from '@contracts/socket-events.js';
import type { Text } from '../locale/en.js';
import { letterOf } from '../ui/shape.js';

export interface Bar {
  key: string;
  label: string;
  /** Of the choice, for its colour. */
  place?: number | 'true' | 'false';
  count: number;
  right: boolean;
}

/** Values of a text or number question that a wall can show. */
const MOST = 6;

/** One bar for each choice; of what was typed the most frequent ones, and how many said something else. */
export function distributionBars(
  question: PlayerQuestion,
  { correct, distribution }: Pick<RevealEvent, 'correct' | 'distribution'>,
  t: Text,
): { bars: Bar[]; rest: number } {
  if (question.type === 'true-false') {
    const bars = ([true, false] as const).map((value): Bar => ({
      key: String(value),
      label: value ? t.common.true : t.common.false,
      place: value ? 'true' : 'false',
      count: distribution[String(value)] ?? 0,
      right: correct === value,
    }));
    return { bars, rest: 0 };
  }
  if (question.choices && question.type !== 'order') {
    const bars = question.choices.map(({ id, text }, place): Bar => ({
      key: id,
      label: `${letterOf(place)} · ${text}`,
      place,
      count: distribution[id] ?? 0,
      right: Array.isArray(correct) && correct.includes(id),
    }));
    return { bars, rest: 0 };
  }
  const typed = Object.entries(distribution).toSorted(([, a], [, b]) => b - a);
  const bars = typed.slice(0, MOST).map(([value, count]): Bar => ({
    key: value,
    label: question.type === 'order' ? orderLabel(question, value) : value,
    count,
    right: isRight(question, correct, value),
  }));
  return { bars, rest: typed.slice(MOST).reduce((sum, [, count]) => sum + count, 0) };
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Of a number the exact one is marked: how far off still counts is not told. */
function isRight(question: PlayerQuestion, correct: RevealEvent['correct'], value: string): boolean {
  if (question.type === 'number') return Number(value) === correct;
  if (!Array.isArray(correct)) return false;
  if (question.type === 'order') return value === correct.join(',');
  return correct.some((accepted) => fold(accepted) === fold(value));
}

/** An order is told as its choices' ids; the letters of their places are what fits a bar. */
function orderLabel({ choices = [] }: PlayerQuestion, value: string): string {
  const places = new Map(choices.map(({ id }, place) => [id, place]));
  const letters = value.split(',').map((id) => places.get(id));
  return letters.every((place) => place !== undefined)
    ? letters.map((place) => letterOf(place)).join(' → ')
    : value;
}
