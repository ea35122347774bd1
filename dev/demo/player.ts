import { setTimeout as sleep } from 'node:timers/promises';
import { type Joined, SessionLine, type SingleQuestion } from '../../src/client/index.js';
import { Ledger } from './ledger.js';
import type { Absence, Plan, Step } from './plan.js';
import type { Progress } from './progress.js';

/** A question is open for 20 s. A player whose request gets no reply within this time learns it from an error. */
export const GIVE_UP_MS = 30_000;

interface Answer {
  questionId: string;
  value: string[];
}

const choose = ({ choices, correct }: SingleQuestion, { right, slip }: Step): string[] => {
  if (right) return correct;
  const wrong = choices.filter(({ id }) => !correct.includes(id));
  return [wrong[slip % wrong.length]!.id];
};

/** Plays one plan through one seat, on a real Socket.IO client. */
export class Player {
  readonly ledger: Ledger;
  private line!: SessionLine;

  constructor(
    private readonly plan: Plan,
    private readonly seat: Joined,
    private readonly progress: Progress,
  ) {
    this.ledger = new Ledger(seat.playerId, seat.nickname);
  }

  async connect(): Promise<void> {
    const { seat, plan, progress, ledger } = this;
    const line = new SessionLine({
      url: seat.socket.url,
      token: seat.playerToken,
      transports: [plan.transport],
    });
    this.line = line;
    const { socket } = line;
    socket.on('leaderboard', (board) => {
      ledger.sawBoard(board);
      progress.see(board);
    });
    socket.on('ended', () => (ledger.sawEnd = true));
    let counted = 0;
    const count = (change: number) => {
      // A socket can report its end twice, or end before it was connected.
      if (counted + change < 0 || counted + change > 1) return;
      counted += change;
      progress.connected += change;
      if (plan.transport === 'polling') progress.polling += change;
    };
    socket.on('connect', () => {
      ledger.newConnection();
      count(1);
    });
    socket.on('disconnect', () => count(-1));
    await line.connected().catch((error: Error) => {
      throw new Error(`${seat.nickname} (${plan.transport}): ${error.message}`);
    });
  }

  async play(questions: Map<string, SingleQuestion>): Promise<void> {
    await sleep(this.plan.startMs);
    for (const [index, step] of this.plan.steps.entries()) {
      const opened = await this.line.ask('question', { index }, GIVE_UP_MS);
      if (opened.status !== 'ok') {
        this.ledger.fault(`question ${index} was not opened: ${JSON.stringify(opened)}`);
        continue;
      }
      await sleep(step.thinkMs);
      const question = questions.get(opened.question.id)!;
      const answer = { questionId: question.id, value: choose(question, step) };
      const { absence } = this.plan;
      if (absence?.index === index) await this.leave(absence, answer);
      await this.send(answer, step);
    }
  }

  /** Asks the server for the standing of this player. */
  async standing(): Promise<void> {
    const reply = await this.line.ask('standing', {}, GIVE_UP_MS);
    if ('status' in reply) this.ledger.fault(`no standing: ${reply.status}`);
    else this.ledger.standing = reply.standing;
  }

  close(): void {
    this.line.close();
  }

  private async send(answer: Answer, step: Step): Promise<void> {
    const sentAt = performance.now();
    const reply = await this.line.ask('answer', answer, GIVE_UP_MS);
    if (reply.status !== 'accepted' && reply.status !== 'duplicate') {
      this.ledger.fault(`answer to ${answer.questionId} was not accepted: ${JSON.stringify(reply)}`);
      return;
    }
    this.progress.latencies.push(performance.now() - sentAt);
    this.progress.answers += 1;
    this.ledger.acknowledged(answer.questionId, reply, step.right);
  }

  /** Leaves like a closed tab, and returns on a new connection with the same token. */
  private async leave({ when, awayMs }: Absence, answer: Answer): Promise<void> {
    if (when === 'unacknowledged') this.line.socket.emit('answer', answer, () => undefined);
    this.line.close();
    this.progress.away += 1;
    await sleep(awayMs);
    await this.connect();
    this.progress.away -= 1;
    this.progress.returned += 1;
    this.ledger.returned(await this.line.ask('sync', {}, GIVE_UP_MS));
  }
}
