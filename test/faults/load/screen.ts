import type { Leaderboard, SessionState } from '../../../src/contracts/session.js';
import type { Screen, Shown, StateLine } from '../history.js';
import { ask } from './ask.js';
import { backoffMs, now, pause } from './clock.js';
import type { PlayerSocket } from './player-socket.js';
import type { World } from './world.js';

/** The number of rows that are pushed; only these are compared. */
export const TOP = 10;

/** The content of a leaderboard. */
export const shownOf = ({ total, answers, top }: Leaderboard): Shown => ({
  total,
  answers,
  top: top
    .slice(0, TOP)
    .map(({ rank, playerId, score, correct, answered }) => ({ rank, playerId, score, correct, answered })),
});

/** The rows in the form of the history. */
const rowsOf = ({ top }: Leaderboard) =>
  top.slice(0, TOP).map(({ rank, playerId, score }) => ({ rank, playerId, score }));

/**
 * A player's screen, as `@podium/client` keeps it: nothing replaces what is newer, and a new connection asks for the
 * leaderboard that it could have missed. Writes down everything that it receives.
 */
export class PlayerScreen {
  private state?: Pick<SessionState, 'rev' | 'status' | 'index'>;
  private board?: Leaderboard;

  /** @param withTop whether the rows of every leaderboard are written down */
  constructor(
    private readonly world: World,
    private readonly line: PlayerSocket,
    private readonly withTop: boolean,
  ) {
    const { socket } = line;
    socket.on('session', (state) => this.takeState(state));
    socket.on('leaderboard', (board) => this.takeBoard(board));
    socket.on('question', ({ rev, index, question, closesAt, now: serverNow }) =>
      this.world.history.write({
        type: 'question',
        ...this.heard,
        rev,
        index,
        questionId: question.id,
        closesAt,
        now: serverNow,
      }),
    );
    socket.on('reveal', ({ rev, questionId }) =>
      this.world.history.write({ type: 'reveal', ...this.heard, rev, questionId }),
    );
    socket.on('connect', () => void this.askForBoard());
  }

  /** The device was switched off, or the page was closed. */
  forget(): void {
    this.state = undefined;
    this.board = undefined;
  }

  get shown(): Partial<Screen> & { version?: number } {
    const { state, board } = this;
    return {
      ...(state && { rev: state.rev, status: state.status, index: state.index }),
      ...(board && { version: board.version, board: shownOf(board) }),
    };
  }

  private get heard() {
    const { seat, connection } = this.line;
    return { at: now(), sessionId: seat.sessionId, playerId: seat.playerId, connection };
  }

  private takeState({ rev, status, index, now: serverNow, question, closesAt }: SessionState): void {
    if (rev >= (this.state?.rev ?? 0)) this.state = { rev, status, index };
    const line: StateLine = { type: 'state', ...this.heard, rev, status, index, now: serverNow };
    if (status === 'question' && question && closesAt) {
      Object.assign(line, { questionId: question.id, closesAt });
    }
    this.world.history.write(line);
  }

  private takeBoard(board: Leaderboard, asked?: true): void {
    const { version } = board;
    if (version >= (this.board?.version ?? 0)) this.board = board;
    this.world.history.write({
      type: 'board',
      ...this.heard,
      version,
      ...(asked && { asked }),
      ...(this.withTop && { top: rowsOf(board) }),
    });
  }

  /** Asks until it has an answer, or another connection asks. */
  private async askForBoard(): Promise<void> {
    const { connection } = this.line;
    while (await this.line.ready()) {
      if (this.line.connection !== connection) return;
      const heard = await ask(this.line.socket, 'leaderboard', {});
      if ('reply' in heard && 'top' in heard.reply) return this.takeBoard(heard.reply, true);
      await pause(backoffMs());
    }
  }
}
