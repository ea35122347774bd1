import type { AnswerValue } from '@contracts/quiz.js';
import type { HostCommand, StandingAround } from '@contracts/session.js';
import {
  type AnswerAck,
  type ClientToServerEvents,
  type HostAck,
  type LeaderboardAck,
  type QuestionAck,
  type ServerToClientEvents,
  SOCKET_PATH,
  type SyncAck,
} from '@contracts/socket-events.js';
import { io, type Socket } from 'socket.io-client';
import { emptyView, type GameEvent, type GameView, gameView } from './game-view.js';
import { ServerClock } from './server-clock.js';

/** An acknowledgement is expected within this time; after it the message is sent again. */
const ACK_MS = 4_000;
const AGAIN_MS = 400;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A member's line to its session. It reconnects by itself, sends what was not acknowledged again (the first answer
 * stands, so that nothing counts twice), and keeps one view that screens subscribe to.
 */
export class GameClient {
  readonly clock = new ServerClock();
  private view: GameView = emptyView;
  private readonly listeners = new Set<() => void>();
  private readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  private readonly cleanUp = new AbortController();

  constructor(token: string) {
    this.socket = io({
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
    });
    this.listenToLine();
    this.listenToGame();
    const { signal } = this.cleanUp;
    document.addEventListener('visibilitychange', () => this.wake(), { signal });
    addEventListener('online', () => this.wake(), { signal });
  }

  readonly get = (): GameView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    this.cleanUp.abort();
    this.socket.disconnect();
  }

  /** Sends an answer until the server says what became of it. */
  async answer(questionId: string, value: AnswerValue): Promise<AnswerAck> {
    const ack = await this.sure<AnswerAck>('answer', { questionId, value });
    if (ack.status === 'accepted' || ack.status === 'duplicate') {
      // Another device of the player may have been first; the server knows which value stands.
      const stands = ack.status === 'duplicate' ? await this.standing(questionId, value) : value;
      this.tell({ type: 'answered', questionId, value: stands });
    }
    return ack;
  }

  /** Self-paced: opens a question, or asks for an open one again. */
  async open(index: number): Promise<QuestionAck> {
    const ack = await this.sure<QuestionAck>('question', { index });
    if (ack.status === 'ok') {
      this.clock.observe(ack.now);
      this.tell({ type: 'seen', questions: [ack.question] });
    }
    return ack;
  }

  /** The player's standing and who is around it; undefined when the server is busy. */
  async around(): Promise<StandingAround | undefined> {
    const ack = await this.sure<StandingAround | { status: string }>('standing', {});
    return 'standing' in ack ? ack : undefined;
  }

  command(command: HostCommand, playerId?: string): Promise<HostAck> {
    return this.sure<HostAck>('host', { command, ...(playerId && { playerId }) });
  }

  private async standing(questionId: string, value: AnswerValue): Promise<AnswerValue> {
    const state = await this.sure<SyncAck>('sync', {});
    return 'you' in state ? (state.you?.answers[questionId] ?? value) : value;
  }

  /** Sent again when it was not acknowledged or the server was busy: every event may be repeated without harm. */
  private async sure<Ack extends object>(event: keyof ClientToServerEvents, payload: object): Promise<Ack> {
    while (!this.cleanUp.signal.aborted && this.view.line !== 'closed') {
      try {
        const ack = (await this.socket.timeout(ACK_MS).emitWithAck(event as 'sync', payload)) as Ack;
        if (!('status' in ack) || ack.status !== 'busy') return ack;
      } catch {
        // Not acknowledged in time.
      }
      await pause(AGAIN_MS * (1 + Math.random()));
    }
    throw new Error('the game was left');
  }

  private async readBoard(): Promise<void> {
    const board = await this.sure<LeaderboardAck>('leaderboard', {}).catch(() => undefined);
    if (board && 'top' in board) this.tell({ type: 'leaderboard', board });
  }

  /** A device that slept may hold a dead line without knowing it. */
  private wake(): void {
    if (document.hidden) return;
    if (!this.socket.connected) {
      if (this.view.line === 'reconnecting' || this.view.line === 'connecting') this.socket.connect();
      return;
    }
    this.socket
      .timeout(ACK_MS)
      .emitWithAck('sync', {})
      .then((state) => 'rev' in state && this.tell({ type: 'session', state }))
      .catch(() => this.socket.io.engine.close());
  }

  private listenToLine(): void {
    this.socket.on('connect', () => {
      this.clock.restart();
      this.tell({ type: 'connected' });
      // A board is sent when it changes; this screen has none yet.
      void this.readBoard();
    });
    this.socket.on('disconnect', (reason) => {
      this.tell({ type: 'disconnected' });
      // Socket.IO leaves it to us to come again after this one.
      if (reason === 'io server disconnect' && this.view.line !== 'closed') {
        setTimeout(() => this.cleanUp.signal.aborted || this.socket.connect(), 1_000);
      }
    });
    this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code) this.tell({ type: 'refused', reason: error.data.code });
      else this.tell({ type: 'disconnected' });
    });
  }

  private listenToGame(): void {
    const { socket } = this;
    socket.on('session', (state) => {
      this.clock.observe(state.now);
      this.tell({ type: 'session', state });
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

  tell(event: GameEvent): void {
    const next = gameView(this.view, event);
    if (next === this.view) return;
    this.view = next;
    for (const listener of this.listeners) listener();
  }
}
