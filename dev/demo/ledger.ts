import type { Leaderboard, SessionState, Standing } from '../../src/contracts/session.js';
import type { AnswerResult } from '../../src/contracts/socket-events.js';

/** Everything that the server sent to one player, and every contradiction in it. */
export class Ledger {
  /** Points of every acknowledged answer, by question. */
  readonly points = new Map<string, number>();
  correct = 0;
  /** The score in the last acknowledgement. */
  score = 0;
  /** The version of the last leaderboard message. */
  version = 0;
  sawEnd = false;
  standing?: Standing;
  readonly faults: string[] = [];
  private firstOfConnection = true;

  constructor(
    readonly playerId: string,
    readonly nickname: string,
  ) {}

  get total(): number {
    return [...this.points.values()].reduce((sum, points) => sum + points, 0);
  }

  fault(text: string): void {
    this.faults.push(`${this.nickname}: ${text}`);
  }

  newConnection(): void {
    this.firstOfConnection = true;
  }

  sawBoard({ version }: Leaderboard): void {
    // A new connection can get a leaderboard that the connection before it had already got.
    const rises = this.firstOfConnection ? version >= this.version : version > this.version;
    if (!rises) this.fault(`leaderboard ${version} came after ${this.version}`);
    this.firstOfConnection = false;
    this.version = version;
  }

  acknowledged(questionId: string, result: Partial<AnswerResult>, right: boolean): void {
    this.points.set(questionId, result.points ?? 0);
    this.score = result.score ?? NaN;
    if (result.correct) this.correct += 1;
    if (result.correct !== right) this.fault(`${questionId} was graded ${result.correct}, not ${right}`);
    if (this.score !== this.total) {
      this.fault(`told a score of ${this.score} after ${questionId}, where its points make ${this.total}`);
    }
  }

  /** The state after a reconnection has to contain everything that was acknowledged before. */
  returned({ you }: SessionState): void {
    const missing = [...this.points.keys()].filter((questionId) => !you?.answered.includes(questionId));
    if (missing.length > 0) this.fault(`back again, its answers to ${missing.join(', ')} are unknown`);
    if ((you?.score ?? -1) < this.score) this.fault(`back with ${you?.score} points after ${this.score}`);
  }
}
