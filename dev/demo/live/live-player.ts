import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AnswerResult,
  type Joined,
  type QuestionEvent,
  SessionLine,
} from '../../../src/client/index.js';
import { randomBelow } from '../../../src/question/shuffle.js';
import { Ledger } from '../ledger.js';
import { GIVE_UP_MS } from '../player.js';
import type { Progress } from '../progress.js';
import type { Asked } from './mixed-quiz.js';

/** One player in this many uses long-polling; one question in this many gets no answer, or the player leaves during it. */
const POLLS = 10;
const SILENT = 15;
const LEAVES = 150;
const THINK_MS = 2_800;
/** The statuses of an answer that arrives after the host has closed the question. */
const IN_VAIN = new Set(['closed', 'late']);

/** Follows a live session on a real Socket.IO client, and records everything that the server sends. */
export class LivePlayer {
  readonly ledger: Ledger;
  private readonly below: (bound: number) => number;
  private readonly skill: number;
  private readonly accepted = new Set<string>();
  private readonly met = new Set<string>();
  private line!: SessionLine;

  constructor(
    seed: number,
    number: number,
    private readonly seat: Joined,
    private readonly quiz: Map<string, Asked>,
    private readonly progress: Progress,
  ) {
    this.below = randomBelow(`live player ${seed} ${number}`);
    this.skill = 30 + this.below(60);
    this.ledger = new Ledger(seat.playerId, seat.nickname);
  }

  async connect(): Promise<void> {
    const { seat, ledger, progress } = this;
    this.line = new SessionLine({
      url: seat.socket.url,
      token: seat.playerToken,
      transports: [this.below(POLLS) ? 'websocket' : 'polling'],
    });
    const { socket } = this.line;
    socket.on('connect', () => {
      ledger.newConnection();
      progress.connected += 1;
    });
    socket.on('disconnect', () => (progress.connected -= 1));
    socket.on('leaderboard', (board) => {
      ledger.sawBoard(board);
      progress.see(board);
    });
    socket.on('question', (event) => void this.meet(event));
    socket.on('result', (result) => this.told(result));
    socket.on('ended', ({ you }) => {
      ledger.sawEnd = true;
      if (you?.score !== ledger.total)
        ledger.fault(`ended with ${you?.score}, after results of ${ledger.total}`);
    });
    await this.line.connected();
  }

  async standing(): Promise<void> {
    const reply = await this.line.ask('standing', {}, GIVE_UP_MS);
    if ('status' in reply) this.ledger.fault(`no standing: ${reply.status}`);
    else this.ledger.standing = reply.standing;
  }

  close(): void {
    this.line.close();
  }

  /** Every accepted answer must have had its result. */
  settle(): void {
    for (const questionId of this.accepted) {
      if (!this.ledger.points.has(questionId)) this.ledger.fault(`no result of ${questionId}`);
    }
  }

  private async meet({ question }: QuestionEvent): Promise<void> {
    // A question that continues after a pause is sent again.
    if (this.met.has(question.id)) return;
    this.met.add(question.id);
    const { right, wrong } = this.quiz.get(question.id)!;
    const silent = this.below(SILENT) === 0;
    const value = this.below(100) < this.skill ? right : wrong[this.below(wrong.length)]!;
    const leaves = this.below(LEAVES) === 0;
    await sleep(100 + this.below(THINK_MS));
    if (leaves) await this.leave();
    if (!silent) await this.answer(question.id, value);
  }

  private async answer(questionId: string, value: Asked['right']): Promise<void> {
    const sentAt = performance.now();
    const reply = await this.line.ask('answer', { questionId, value }, GIVE_UP_MS);
    // While the host pauses, no question is open: the player tries again after the pause.
    if (IN_VAIN.has(reply.status)) {
      const state = await this.line.ask('sync', {}, GIVE_UP_MS);
      const mayGoOn = 'question' in state && state.question?.id === questionId;
      if (mayGoOn && (state.status === 'paused' || state.status === 'question')) {
        await sleep(300);
        await this.answer(questionId, value);
      }
      return;
    }
    if (reply.status !== 'accepted' && reply.status !== 'duplicate') {
      this.ledger.fault(`answer to ${questionId}: ${JSON.stringify(reply)}`);
      return;
    }
    this.progress.latencies.push(performance.now() - sentAt);
    this.progress.answers += 1;
    this.accepted.add(questionId);
  }

  private told({ questionId, points, score, correct }: { questionId: string } & AnswerResult): void {
    const { ledger } = this;
    // A player who reconnects during a reveal gets the result again.
    const before = ledger.points.get(questionId);
    if (before !== undefined) {
      if (before !== points) ledger.fault(`${questionId} first gave ${before}, then ${points}`);
      return;
    }
    if (!this.accepted.has(questionId)) {
      if (points > 0) ledger.fault(`${points} points for ${questionId}, which it did not answer`);
      return;
    }
    ledger.points.set(questionId, points);
    ledger.score = score;
    if (correct) ledger.correct += 1;
    if (score !== ledger.total) ledger.fault(`score ${score} after ${questionId}, not ${ledger.total}`);
  }

  /** Leaves like a closed tab, and reconnects with the same token. */
  private async leave(): Promise<void> {
    this.line.close();
    this.progress.away += 1;
    await sleep(200 + this.below(800));
    await this.connect();
    this.progress.away -= 1;
    this.progress.returned += 1;
  }
}
