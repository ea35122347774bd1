import type { PlayerQuestion } from '../../../src/contracts/quiz.js';
import { deliver } from './answer.js';
import { now, pause } from './clock.js';
import { valueFor } from './kinds.js';
import { answerTooLate, maybeAgain, TWICE } from './odd.js';
import { QUICK_MS, SILENT, THINK_MS } from './plan.js';
import type { Player } from './player.js';
import type { Draft } from './kinds.js';

/** Answers each question once, some time after it first came: by its event, or by the state after a reconnection. */
export function playLive(player: Player, questions: Map<string, Draft>): void {
  const { line, world } = player;
  const met = new Set<string>();
  const meet = ({ id }: PlayerQuestion) => {
    const question = questions.get(id);
    // A question that continues after a pause is sent again.
    if (met.has(id) || world.stopping.aborted) return;
    met.add(id);
    if (question) player.do(answer(player, question));
    else world.tally.surprise(`${line.seat.sessionId} asks ${id}, which is not in its quiz`);
  };
  line.socket.on('question', ({ question }) => meet(question));
  line.socket.on('session', ({ status, question }) => {
    if (status === 'question' && question) meet(question);
  });
}

async function answer(player: Player, question: Draft): Promise<void> {
  const { world, random, line, plan } = player;
  const thinkMs = random.between(THINK_MS.quickest, THINK_MS.slowest);
  const value = valueFor(random, question, plan.skill);
  const isQuick = question.timeLimitMs === QUICK_MS;
  if (isQuick && (random.chance(SILENT) || world.quiet.isNow)) {
    return answerTooLate(player, { questionId: question.id, value });
  }
  const twice = random.chance(TWICE);
  const due = now() + thinkMs;
  await pause(thinkMs);
  world.tally.stats.due += 1;
  const wanted = { questionId: question.id, value, due, twice };
  if (!(await deliver(world, line, wanted))) return;
  maybeAgain(player, question.id, value, () => valueFor(random, question, 0.5));
}
