import type { Question } from '../../../src/contracts/quiz.js';
import type { Leaderboard } from '../../../src/contracts/session.js';
import type { RevealEvent } from '../../../src/contracts/socket-events.js';
import { number, row, type Line } from '../frame.js';

const BAR = 30;
const BARS = 6;
const PLACES = 3;

const nameOf = (question: Question, key: string): string => {
  if (!('choices' in question)) return key;
  const texts = new Map(question.choices.map(({ id, text }) => [id, text]));
  return key
    .split(',')
    .map((id) => texts.get(id) ?? id)
    .join(', ');
};

/** The lines that a projector would show: how everyone answered, and who leads. */
export function revealLines(
  index: number,
  question: Question,
  { distribution, answered }: RevealEvent,
  board: Leaderboard | undefined,
): Line[] {
  const counts = Object.entries(distribution).toSorted(([, a], [, b]) => b - a);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  return [
    { text: '' },
    { text: `Question ${index + 1} (${question.type}): ${question.text}`, style: 'bold' },
    ...counts.slice(0, BARS).map(([key, count]) => ({
      text: `  ${nameOf(question, key).slice(0, 28).padEnd(28)} ${'█'.repeat(Math.round((count / most) * BAR)).padEnd(BAR)} ${number(count)}`,
    })),
    { text: `  ${number(answered)} answered`, style: 'dim' },
    ...(board?.top ?? []).slice(0, PLACES).map(row),
  ];
}
