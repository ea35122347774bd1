import type {
  ConnectedLine,
  DisconnectedLine,
  HistoryLine,
  OpenedLine,
  PlayerLine,
  QuestionLine,
  RevealLine,
  StateLine,
} from '../history.js';
import type { PlayerHistory, SessionHistory } from './evidence.js';
import { type Asking, isOver } from './game-history.js';
import type { HistoryBook } from './history-book.js';

/** Socket.IO's reason when the client itself closes. */
const GOODBYE = 'io client disconnect';

type OfPlayer = { sessionId: string; playerId: string };

/** Collects the lines about what clients were shown and refused, and what they did, apart from answers. */
export class GameIndex {
  /** Places of questions, by session and question, as clients received them. */
  private readonly places = new Map<string, number>();

  constructor(private readonly book: HistoryBook) {}

  /** @returns whether it was such a line */
  add(line: HistoryLine): boolean {
    switch (line.type) {
      case 'state':
        this.state(line);
        return true;
      case 'question':
        this.question(line);
        return true;
      case 'reveal':
        this.reveal(line);
        return true;
      case 'connected':
        this.connected(line);
        return true;
      case 'disconnected':
        this.disconnected(line);
        return true;
      case 'opened':
        this.opened(line);
        return true;
      case 'kicked':
        this.player(line).game.kicks.push({ at: line.at, reason: line.reason });
        return true;
      case 'command':
        this.game(line).commands.push({ at: line.at, command: line.command });
        return true;
      case 'refused':
        this.game(line).refused.push(line);
        return true;
      case 'look':
        this.game(line).looks.push(line);
        return true;
      default:
        return false;
    }
  }

  /** A seat that was given for a client's key. */
  seated({ sessionId, playerId, nickname, key, at }: PlayerLine): void {
    if (key === undefined) return;
    const { seats, nicknames } = this.game({ sessionId });
    nicknames.set(nickname, (nicknames.get(nickname) ?? new Set()).add(key));
    const seat = seats.get(key);
    if (seat) seat.playerIds.add(playerId);
    else seats.set(key, { at, playerIds: new Set([playerId]) });
  }

  /** Records that a client received `ended`. */
  ended(line: OfPlayer & { at: number; rev?: number }): void {
    this.end(line, line.at);
    if (line.rev === undefined) return;
    const connection = this.player(line).game.presences.at(-1)?.connection ?? 0;
    this.rev({ ...line, connection, rev: line.rev }, 'ended');
  }

  private state(line: StateLine): void {
    const { at, status, index, questionId, closesAt } = line;
    this.game(line).aheadMs.push(line.now - at);
    this.rev(line, `session (${status})`);
    if (status === 'paused') this.game(line).pausedAt.push(at);
    if (status === 'ended') this.end(line, at);
    if (isOver(status)) this.over(line, index, at);
    if (status === 'question' && questionId !== undefined && closesAt !== undefined) {
      this.ask({ ...line, questionId, closesAt });
    }
  }

  private question(line: QuestionLine): void {
    this.rev(line, 'question');
    this.game(line).aheadMs.push(line.now - line.at);
    this.ask(line);
  }

  private ask(line: OfPlayer & Asking): void {
    const { at, index, closesAt } = line;
    const questionId = this.book.id(line.questionId);
    this.places.set(`${line.sessionId}:${questionId}`, index);
    this.game(line).asked.push({ at, questionId, index, closesAt });
  }

  private reveal(line: RevealLine): void {
    this.rev(line, 'reveal');
    const index = this.places.get(`${line.sessionId}:${line.questionId}`);
    if (index !== undefined) this.over(line, index, line.at);
  }

  private over(of: OfPlayer, index: number, at: number): void {
    const { overAt } = this.game(of);
    overAt.set(index, Math.min(overAt.get(index) ?? Infinity, at));
  }

  private end(of: OfPlayer, at: number): void {
    const game = this.game(of);
    game.endedAt = Math.min(game.endedAt ?? Infinity, at);
  }

  private rev(line: OfPlayer & { at: number; connection: number; rev: number }, by: string): void {
    const { at, connection, rev } = line;
    this.player(line).game.revs.push({ at, connection, rev, by });
  }

  private connected(line: ConnectedLine): void {
    const { at: from, connection } = line;
    const node = this.book.id(line.node);
    this.player(line).game.presences.push({ connection, node, from, to: Infinity, goodbye: false });
  }

  private disconnected(line: DisconnectedLine): void {
    const { at, connection, reason } = line;
    const presence = this.player(line).game.presences.find((one) => one.connection === connection);
    if (presence) Object.assign(presence, { to: at, goodbye: reason === GOODBYE });
  }

  private opened(line: OpenedLine): void {
    const { opened } = this.player(line).game;
    const questionId = this.book.id(line.questionId);
    opened.set(questionId, Math.min(opened.get(questionId) ?? Infinity, line.sentAt));
  }

  private game({ sessionId }: { sessionId: string }): SessionHistory['game'] {
    return this.book.session(sessionId).game;
  }

  private player(line: OfPlayer): PlayerHistory {
    return this.book.player(line);
  }
}
