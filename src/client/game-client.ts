import type { AnswerValue } from '../contracts/quiz.js';
import type { HostCommand, SessionState, StandingAround } from '../contracts/session.js';
import { emptyView, type GameEvent, type GameView, gameView, isComplete } from './game-view.js';
import { ServerClock } from './server-clock.js';
import { type LineOptions, type Reply, SessionLine } from './session-line.js';

/** The wait before it asks again about a state that looks older than its own: a change on its way has arrived by then. */
const ASK_AGAIN_MS = 1_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Commands about the question on the screen. */
const ABOUT_THE_QUESTION: ReadonlySet<HostCommand> = new Set(['close', 'next', 'pause', 'resume']);

/**
 * A session as one of its members sees it. It keeps one view, made from everything that the server sends, and asks for the
 * whole state when something was missed. `get` and `subscribe` are what a store of a user interface needs.
 */
export class GameClient {
  readonly clock = new ServerClock();
  private readonly line: SessionLine;
  private view: GameView = emptyView;
  private readonly listeners = new Set<() => void>();
  private asking = false;

  constructor(options: LineOptions) {
    this.line = new SessionLine(options);
    this.listenToLine();
    this.listenToGame();
  }

  readonly get = (): GameView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    this.line.close();
  }

  /** To be called when the device wakes from sleep, or has a network again. */
  async wake(): Promise<void> {
    const state = await this.line.wake();
    if (state) this.takeState(state);
  }

  /** Sends an answer until the server acknowledges it. @throws LineClosed */
  async answer(questionId: string, value: AnswerValue): Promise<Reply<'answer'>> {
    const ack = await this.line.ask('answer', { questionId, value });
    if (ack.status === 'accepted' || ack.status === 'duplicate') {
      // Another device of the player could have been first; the server knows which value stands.
      const stands = ack.status === 'duplicate' ? await this.standing(questionId, value) : value;
      this.tell({ type: 'answered', questionId, value: stands });
    }
    return ack;
  }

  /** Self-paced: opens a question, or asks for an open one again. @throws LineClosed */
  async open(index: number): Promise<Reply<'question'>> {
    const ack = await this.line.ask('question', { index });
    if (ack.status === 'ok') {
      this.clock.observe(ack.now);
      this.tell({ type: 'seen', questions: [ack.question] });
    }
    return ack;
  }

  /** The player's standing and the rows around it; undefined for a host. @throws LineClosed */
  async around(): Promise<StandingAround | undefined> {
    const ack = await this.line.ask('standing', {});
    return 'standing' in ack ? ack : undefined;
  }

  /** A command takes effect once, although it is sent until it is acknowledged. @throws LineClosed */
  command(command: HostCommand, playerId?: string): Promise<Reply<'host'>> {
    const question = ABOUT_THE_QUESTION.has(command) ? this.view.session?.question?.id : undefined;
    return this.line.ask('host', { command, ...(playerId && { playerId }), ...(question && { question }) });
  }

  /** Applies an event to the view. A caller can also add what this client did not receive, such as what outlived a reload. */
  tell(event: GameEvent): void {
    const next = gameView(this.view, event);
    if (next === this.view) return;
    const complete = isComplete(this.view);
    this.view = next;
    if (complete && !isComplete(next)) void this.heal();
    for (const listener of this.listeners) listener();
  }

  private async standing(questionId: string, value: AnswerValue): Promise<AnswerValue> {
    const state = await this.line.ask('sync', {});
    return state.you?.answers[questionId] ?? value;
  }

  /** Asks for the whole state; it is no error when the connection is closed meanwhile. */
  private async heal(): Promise<void> {
    const state = await this.line.ask('sync', {}).catch(() => undefined);
    if (state) this.takeState(state);
  }

  /** When a state looks older than the view, an event has overtaken it, or the server has lost what came after it. */
  private takeState(state: SessionState): void {
    this.tell({ type: 'session', state });
    if (this.isBehind(state) && !this.asking) void this.askAgain(state);
  }

  private isBehind({ rev }: SessionState): boolean {
    return this.view.session !== undefined && rev < this.view.session.rev;
  }

  /** When the server twice sends a state that is behind the same view, the view is wrong. */
  private async askAgain(first: SessionState): Promise<void> {
    this.asking = true;
    try {
      for (let behind = first; this.isBehind(behind);) {
        const ahead = this.view.session?.rev;
        await pause(ASK_AGAIN_MS);
        const state = await this.line.ask('sync', {});
        const stands = state.rev >= behind.rev && this.isBehind(state) && this.view.session?.rev === ahead;
        this.tell({ type: 'session', state, stands });
        behind = state;
      }
    } catch {
      // The connection is closed for good.
    } finally {
      this.asking = false;
    }
  }

  /** The server sends a board only when it changes, so a new connection asks for it. */
  private async readBoard(): Promise<void> {
    try {
      const board = await this.line.ask('leaderboard', {});
      if (!('top' in board)) return;
      this.tell({ type: 'leaderboard', board });
      const ahead = this.view.board?.version ?? 0;
      if (board.version >= ahead) return;
      await pause(ASK_AGAIN_MS);
      const again = await this.line.ask('leaderboard', {});
      if (!('top' in again)) return;
      const stands = again.version < ahead && this.view.board?.version === ahead;
      this.tell({ type: 'leaderboard', board: again, stands });
    } catch {
      // The connection is closed for good.
    }
  }

  private listenToLine(): void {
    const { socket } = this.line;
    socket.on('connect', () => {
      this.clock.restart();
      this.tell({ type: 'connected' });
      void this.readBoard();
    });
    socket.on('disconnect', () => this.tell({ type: 'disconnected' }));
    socket.on('connect_error', () => {
      const { closed } = this.line;
      this.tell(closed ? { type: 'refused', reason: closed.reason } : { type: 'disconnected' });
    });
  }

  private listenToGame(): void {
    const { socket } = this.line;
    socket.on('session', (state) => {
      this.clock.observe(state.now);
      this.takeState(state);
    });
    socket.on('question', (event) => {
      this.clock.observe(event.now);
      this.tell({ type: 'question', event });
    });
    socket.on('reveal', (event) => this.tell({ type: 'reveal', event }));
    socket.on('result', (result) => this.tell({ type: 'result', result }));
    socket.on('leaderboard', (board) => this.tell({ type: 'leaderboard', board }));
    socket.on('progress', (progress) => this.tell({ type: 'progress', ...progress }));
    socket.on('players', (event) => this.tell({ type: 'players', event }));
    socket.on('ended', (event) => this.tell({ type: 'ended', event }));
    socket.on('kicked', ({ reason }) => this.tell({ type: 'kicked', reason }));
  }
}
