import type {
  BoardLine,
  EndedLine,
  HistoryLine,
  ResultLine,
  SentLine,
  SessionLine,
  ToldLine,
} from '../history.js';
import type { AnswerHistory, History, OpHistory, PlayerHistory, SessionHistory } from './evidence.js';
import { GameIndex } from './game-index.js';
import { HistoryBook } from './history-book.js';

interface Sent {
  session: SessionHistory;
  player: PlayerHistory;
  answer: AnswerHistory;
  op: OpHistory;
  /** When each attempt was sent, from the first. */
  sentAt: number[];
}

/**
 * Reduces lines to what the checks need, so that a million of them fit into memory. A history that contradicts itself
 * is no evidence, so it throws.
 */
export class HistoryIndex {
  private readonly book = new HistoryBook();
  private readonly game = new GameIndex(this.book);
  private readonly ops = new Map<number, Sent>();
  /** Podiums by their JSON, since all players of a session are shown the same one. */
  private readonly podiums = new Map<string, EndedLine['podium']>();

  add(line: HistoryLine): void {
    switch (line.type) {
      case 'session':
        return this.announce(line);
      case 'player':
        this.book.player(line).seated = true;
        return this.game.seated(line);
      case 'sent':
        return this.sent(line);
      case 'told':
        return this.told(line);
      case 'untold':
        this.sentAs(line.op);
        return;
      case 'result':
        return this.result(line);
      case 'board':
        return this.board(line);
      case 'ended':
        this.game.ended(line);
        return this.ended(line);
      case 'closed':
        this.book.session(line.sessionId).closed = true;
        return;
      default:
        if (!this.game.add(line)) throw new Error(`a line of unknown type: ${JSON.stringify(line)}`);
    }
  }

  /** @throws when lines name sessions or players that no line announced */
  finish(): History {
    return this.book.finish();
  }

  private announce({ sessionId, mode, questions, scoring }: SessionLine): void {
    const session = this.book.session(sessionId);
    if (session.announced) throw new Error(`session ${sessionId} was created twice`);
    const byId = new Map(questions.map((question) => [question.id, question]));
    Object.assign(session, { announced: true, mode, questions: byId, scoring });
  }

  private sent(line: SentLine): void {
    const { op: number, attempt, value } = line;
    const known = this.ops.get(number);
    if (known) {
      if (attempt === 1) throw new Error(`op ${number} is used twice`);
      known.op.attempts++;
      known.sentAt[attempt - 1] = line.at;
      return;
    }
    const session = this.book.session(line.sessionId);
    const player = this.book.player(line);
    const answer = this.book.answer(player, line.questionId);
    const counts = { accepted: 0, duplicate: 0, withoutPoints: 0, refused: 0 };
    const op: OpHistory = { op: number, value, attempts: 1, ...counts, sentAt: line.at, refusals: [] };
    answer.ops.push(op);
    this.ops.set(number, { session, player, answer, op, sentAt: [line.at] });
  }

  private told({ op: number, attempt, status, points, score, at }: ToldLine): void {
    const { session, player, answer, op, sentAt } = this.sentAs(number);
    if (status !== 'accepted' && status !== 'duplicate') {
      // `busy` promises nothing: the answer can count, and then it is a duplicate when it is sent again.
      if (status === 'busy') return;
      op.refused++;
      op.refusals.push({ sentAt: sentAt[attempt - 1] ?? op.sentAt, at, status });
      return;
    }
    op[status]++;
    op.ackedAt ??= at;
    note(player, answer, points, score);
    if (points === undefined && session.mode === 'self-paced') op.withoutPoints++;
  }

  private result(line: ResultLine): void {
    const player = this.book.player(line);
    const answer = this.book.answer(player, line.questionId);
    // A session that was lost can go back, and open the question once more for a player who let it pass.
    const isPassed = answer.ops.length === 0 && line.points === 0;
    note(player, answer, isPassed ? undefined : line.points, line.score);
  }

  private board(line: BoardLine): void {
    const { versions, asked } = this.book.player(line);
    // A leaderboard that was asked for can cross with one that is pushed.
    if (line.asked) {
      asked.push({ at: line.at, connection: line.connection, version: line.version });
      return this.keepTop(line);
    }
    const seen = versions.get(line.connection);
    if (seen) seen.push(line.version);
    else versions.set(line.connection, [line.version]);
    this.keepTop(line);
  }

  private keepTop(line: BoardLine): void {
    if (!line.top) return;
    const top = line.top.map((row) => ({ ...row, playerId: this.book.id(row.playerId) }));
    const { boards } = this.book.session(line.sessionId);
    boards.push({ playerId: this.book.id(line.playerId), version: line.version, top });
  }

  private ended(line: EndedLine): void {
    const { total, score, rank } = line;
    const key = JSON.stringify(line.podium);
    const podium = this.podiums.get(key) ?? line.podium;
    this.podiums.set(key, podium);
    this.book.player(line).ended.push({ total, score, rank, podium });
  }

  private sentAs(op: number): Sent {
    const sent = this.ops.get(op);
    if (!sent) throw new Error(`told of op ${op}, which was never sent`);
    return sent;
  }
}

/** Notes each different number of points once: the same number twice needs only one check. */
function note(player: PlayerHistory, answer: AnswerHistory, points?: number, score?: number): void {
  if (points !== undefined && !answer.toldPoints.includes(points)) answer.toldPoints.push(points);
  if (score !== undefined && score > player.highestScore) player.highestScore = score;
}
