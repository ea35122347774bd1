import type { Value } from '../history.js';
import { deliver } from './answer.js';
import { now, pause } from './clock.js';
import type { Player } from './player.js';

/** What clients do that should not: a finger that slips, a program that was written in a hurry, somebody who tries. */

/** Share of answers that are sent by two messages at once. */
export const TWICE = 0.05;
/** Share of acknowledged answers that are given once more later, some of them another one. */
const AGAIN = 0.1;
const ANOTHER = 0.3;
const AGAIN_MS = { soonest: 500, latest: 25_000 };
/** Share of those who let a question pass that answer it when it is long closed. */
const TOO_LATE = 0.5;
const TOO_LATE_MS = { soonest: 8_000, latest: 20_000 };

/** After an acknowledgement: the same answer comes again some time, or another one in its place. Both are duplicates. */
export function maybeAgain(player: Player, questionId: string, value: Value, another: () => Value): void {
  const { random } = player;
  if (!random.chance(AGAIN)) return;
  const afterMs = random.between(AGAIN_MS.soonest, AGAIN_MS.latest);
  const given = random.chance(ANOTHER) ? another() : value;
  player.aside(later(player, afterMs, questionId, given));
}

/** A question that was let pass is answered, or not, when its reveal is long over. */
export function answerTooLate(player: Player, answer: { questionId: string; value: Value }): void {
  const { random } = player;
  if (!random.chance(TOO_LATE)) return;
  const afterMs = random.between(TOO_LATE_MS.soonest, TOO_LATE_MS.latest);
  player.aside(later(player, afterMs, answer.questionId, answer.value));
}

async function later({ world, line }: Player, ms: number, questionId: string, value: Value): Promise<void> {
  const due = now() + ms;
  if (!(await pause(ms, line.retired))) return;
  world.tally.stats.odd += 1;
  await deliver(world, line, { questionId, value, due });
}
