import { deliver } from './answer.js';
import { ask } from './ask.js';
import { backoffMs, now, pause } from './clock.js';
import { valueFor } from './kinds.js';
import { type Due, planDues, type SessionPlan } from './plan.js';
import { maybeAgain, TWICE } from './odd.js';
import type { Player } from './player.js';
import type { Draft } from './kinds.js';

/** A closed question is requested this often before the session counts as over. */
const TRIES = 5;

/** Plays every question at its due time, whatever became of earlier ones; resolves when the last one was due. */
export async function playSelfPaced(
  player: Player,
  plan: SessionPlan,
  questions: Map<string, Draft>,
  startAt: number,
): Promise<void> {
  const { world, random } = player;
  for (const due of planDues(random, plan.questions, plan.durationMs)) {
    if (!(await pause(startAt + due.openAt - now(), world.stopping))) return;
    player.do(answer(player, questions, due, startAt + due.answerAt));
  }
}

async function answer(player: Player, questions: Map<string, Draft>, due: Due, at: number): Promise<void> {
  const { world, random, line, plan } = player;
  world.tally.stats.due += 1;
  const questionId = await openQuestion(player, due.index);
  const question = questionId === undefined ? undefined : questions.get(questionId);
  if (!question) {
    world.tally.stats.unacknowledged += 1;
    return;
  }
  const value = valueFor(random, question, plan.skill);
  const twice = random.chance(TWICE);
  await pause(at - now());
  const reopen = async () => (await openQuestion(player, due.index)) !== undefined;
  const wanted = { questionId: question.id, value, due: at, twice };
  if (!(await deliver(world, line, wanted, reopen))) return;
  maybeAgain(player, question.id, value, () => valueFor(random, question, 0.5));
}

/** Requests a question until it is open. @returns its id, or undefined when it never is open */
async function openQuestion({ world, line }: Player, index: number): Promise<string | undefined> {
  // An opening whose acknowledgement was lost has started the clock as well, so the first request counts.
  const sentAt = now();
  for (let closed = 0; closed < TRIES && (await line.ready());) {
    const heard = await ask(line.socket, 'question', { index });
    if ('reply' in heard) {
      const { reply } = heard;
      if (reply.status === 'ok') {
        const { seat, connection } = line;
        const { id: questionId } = reply.question;
        const { sessionId, playerId } = seat;
        world.history.write({
          type: 'opened',
          at: now(),
          sentAt,
          sessionId,
          playerId,
          connection,
          questionId,
        });
        return questionId;
      }
      if (reply.status === 'closed') closed += 1;
      else if (reply.status !== 'busy') {
        world.tally.surprise(`question ${index} of ${line.seat.sessionId}: ${JSON.stringify(reply)}`);
        return undefined;
      }
    }
    await pause(backoffMs());
  }
  return undefined;
}
