import type { Leaderboard, SessionState, Standing } from '../../src/contracts/session.js';
import type { AnswerResult } from '../../src/contracts/socket-events.js';

/** All that one player was told, and everything in it that does not fit together. */
export class Ledger {
  /** Points of every acknowledged answer, by question. */
  readonly points = new Map<string, number>();
  correct = 0;
  /** As the last acknowledgement said. */
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
    // A new connection may be told what the one before knew already.
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

  /** The state after a return has to know everything that was acknowledged before. */
  returned({ you }: SessionState): void {
    const missing = [...this.points.keys()].filter((questionId) => !you?.answered.includes(questionId));
    if (missing.length > 0) this.fault(`back again, its answers to ${missing.join(', ')} are unknown`);
    if ((you?.score ?? -1) < this.score) this.fault(`back with ${you?.score} points after ${this.score}`);
  }
}
