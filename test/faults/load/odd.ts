import type { Value } from '../history.js';
import { deliver } from './answer.js';
import { now, pause } from './clock.js';
import type { Player } from './player.js';

/** Misbehaviour of clients: a finger that slips, a program that was written in a hurry, a person who tries things. */

/** Share of answers that are sent by two messages at once. */
export const TWICE = 0.05;
/** The share of acknowledged answers that are sent once more later, and the share of those that are another answer. */
const AGAIN = 0.1;
const ANOTHER = 0.3;
const AGAIN_MS = { soonest: 500, latest: 25_000 };
/** The share of players who answer a question that they let pass when it has been closed for long. */
const TOO_LATE = 0.5;
const TOO_LATE_MS = { soonest: 8_000, latest: 20_000 };

/** After an acknowledgement, sends the same answer again later, or another one in its place. Both are duplicates. */
export function maybeAgain(player: Player, questionId: string, value: Value, another: () => Value): void {
  const { random } = player;
  if (!random.chance(AGAIN)) return;
  const afterMs = random.between(AGAIN_MS.soonest, AGAIN_MS.latest);
  const given = random.chance(ANOTHER) ? another() : value;
  player.aside(later(player, afterMs, questionId, given));
}

/** Sometimes answers a question that was let pass, when its reveal is long over. */
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
