import type { PlayerQuestion } from '@contracts/quiz.js';
import { letterOf } from '../../ui/shape.js';
import { frequentBars } from '../bars.js';
import { ChoiceTiles } from '../choice-tiles.js';
import type { Wall } from '../kind.js';

/** The server counts an order under the ids of its choices; only the letters of their places fit under a bar. */
function labelOf({ choices = [] }: PlayerQuestion, value: string): string {
  const places = new Map(choices.map(({ id }, place) => [id, place]));
  const letters = value.split(',').map((id) => places.get(id));
  return letters.every((place) => place !== undefined)
    ? letters.map((place) => letterOf(place)).join(' → ')
    : value;
}

export const order: Wall = {
  Tiles: ChoiceTiles,
  bars: (question, answers) =>
    frequentBars(
      answers,
      (value) => Array.isArray(answers.correct) && value === answers.correct.join(','),
      (value) => labelOf(question, value),
    ),
};
