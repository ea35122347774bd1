import type { Leaderboard } from '../../src/contracts/session.js';

/** The rate of answers is the mean over this time. */
const RATE_MS = 2_000;

/** The progress of the game; the players write it, and the display reads it. */
export class Progress {
  phase = 'starting';
  joined = 0;
  connected = 0;
  polling = 0;
  /** Players whose connection broke and who have not yet returned. */
  away = 0;
  returned = 0;
  answers = 0;
  /** Milliseconds from an answer to its acknowledgement. */
  readonly latencies: number[] = [];
  /** The newest leaderboard that any player got. */
  board?: Leaderboard;
  private readonly startedAt = performance.now();
  private readonly counted: { at: number; answers: number }[] = [];

  constructor(
    readonly title: string,
    readonly players: number,
    readonly questions: number,
  ) {}

  get answersInAll(): number {
    return this.players * this.questions;
  }

  get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }

  see(board: Leaderboard): void {
    if (board.version > (this.board?.version ?? 0)) this.board = board;
  }

  /** The answers per second just now; it has to be called regularly. */
  rate(now = performance.now()): number {
    this.counted.push({ at: now, answers: this.answers });
    while (this.counted.length > 1 && this.counted[1]!.at <= now - RATE_MS) this.counted.shift();
    const [first] = this.counted;
    return first && now > first.at ? ((this.answers - first.answers) / (now - first.at)) * 1_000 : 0;
  }
}
