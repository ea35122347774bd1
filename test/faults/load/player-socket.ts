import { io } from 'socket.io-client';
import type { TypedSocket } from './ask.js';
import { backoffMs, now, pause } from './clock.js';
import { Connections } from './connections.js';
import { Pace } from './pace.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

const ATTEMPT_MS = 5_000;
/** An attempt and the pause before it take no longer than this; after it, the client is started again. */
const HANG_MS = 7_000;
/** Below the server's 20 events a second with a burst of 40. */
const [EVENTS_PER_SECOND, BURST] = [15, 20];

/** A player's connection: connects until it is admitted, reconnects whenever it breaks, and records when it is up. */
export class PlayerSocket {
  readonly socket: TypedSocket;
  private readonly connections: Connections;
  private open = true;
  private retiring = new AbortController();
  private away = false;
  private waiting: (() => void)[] = [];
  private watchdog?: NodeJS.Timeout;
  private dialledAt = 0;
  private readonly pace = new Pace(EVENTS_PER_SECOND, BURST);

  constructor(
    private readonly world: World,
    readonly seat: Seat,
    transport: 'websocket' | 'polling',
  ) {
    this.connections = new Connections(world, seat);
    this.socket = io(world.url, {
      auth: { token: seat.token },
      transports: [transport],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      timeout: ATTEMPT_MS,
    });
    this.socket.on('connect', () => this.cameUp());
    this.socket.on('disconnect', (reason) => this.wentDown(reason));
    this.socket.on('connect_error', (error) => this.wasRefused(error));
    this.socket.io.on('open', () => this.expect(ATTEMPT_MS));
  }

  /** Number of the present or last connection, from 1. */
  get connection(): number {
    return this.connections.number;
  }

  dial(): void {
    if (!this.open) return;
    this.away = false;
    this.expect(HANG_MS);
    this.dialledAt = now();
    this.socket.connect();
  }

  /** Leaves like a closed tab, and reconnects with the same token. */
  async leave(awayMs: number): Promise<void> {
    if (!this.open) return;
    this.away = true;
    this.socket.disconnect();
    clearTimeout(this.watchdog);
    await pause(awayMs);
    this.dial();
  }

  /** Breaks a WebSocket without a goodbye, as when a phone changes cells, and reconnects after a while. Not for long-polling. */
  async blink(awayMs: number): Promise<void> {
    if (!this.open || this.away || !this.connections.isUp || !hasWebSocket(this.socket)) return;
    this.away = true;
    this.socket.io.reconnection(false);
    breakWebSocket(this.socket);
    clearTimeout(this.watchdog);
    await pause(awayMs);
    this.socket.io.reconnection(true);
    this.dial();
  }

  /** The time since which it is up, by the clock of the history; undefined while it is down. */
  get upSince(): number | undefined {
    return this.connections.isUp ? this.connections.since : undefined;
  }

  /**
   * Waits for the connection and for the player's turn on it. The turn is now, so `ask` has to follow in the same tick. False
   * when the session is over.
   */
  async ready(): Promise<boolean> {
    while (this.open) {
      if (!this.connections.isUp) {
        await new Promise<void>((wake) => this.waiting.push(wake));
        continue;
      }
      await this.pace.turn();
      if (this.connections.isUp && this.open) return true;
    }
    return false;
  }

  /** The session is over: nothing more is sent, but what was sent can still be acknowledged. */
  retire(): void {
    this.open = false;
    this.retiring.abort();
    this.wake();
  }

  /** Aborted when the session is over. */
  get retired(): AbortSignal {
    return this.retiring.signal;
  }

  close(): void {
    this.retire();
    clearTimeout(this.watchdog);
    this.socket.disconnect();
  }

  /** Connects the player again after `close`. */
  revive(): void {
    this.open = true;
    this.retiring = new AbortController();
    this.dial();
  }

  private cameUp(): void {
    clearTimeout(this.watchdog);
    this.connections.began(this.socket.io.engine.id ?? '');
    this.wake();
  }

  private wentDown(reason: string): void {
    this.connections.ended(reason);
    if (!this.open || this.away) return;
    this.expect(HANG_MS);
    // The client does not reconnect a player whom the server has disconnected.
    if (!this.socket.active) this.dialSoon();
  }

  private wasRefused(error: Error & { data?: { code?: string } }): void {
    this.expect(HANG_MS);
    if (this.socket.active || !this.open) return;
    const code = error.data?.code ?? error.message;
    const { sessionId, playerId } = this.seat;
    const { dialledAt: sentAt } = this;
    const refusal = {
      type: 'refused',
      what: 'handshake',
      at: now(),
      sentAt,
      sessionId,
      playerId,
      code,
    } as const;
    this.world.history.write(refusal);
    this.world.tally.surprise(`handshake of ${playerId} of ${sessionId}: ${code}`);
    this.dialSoon(1_000);
  }

  private dialSoon(moreMs = 0): void {
    setTimeout(() => !this.away && this.dial(), backoffMs() + moreMs);
  }

  /** Reconnects when nothing happens within `ms`, since an open connection can hang before the server admits it. */
  private expect(ms: number): void {
    clearTimeout(this.watchdog);
    if (!this.open || this.connections.isUp) return;
    this.watchdog = setTimeout(() => {
      this.socket.disconnect();
      this.dial();
    }, ms);
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}

interface WithWebSocket {
  ws: { terminate(): void };
}

const transportOf = ({ io: { engine } }: TypedSocket) =>
  engine?.transport as Partial<WithWebSocket> | undefined;

const hasWebSocket = (socket: TypedSocket) => transportOf(socket)?.ws !== undefined;

/** Breaks the connection without Socket.IO's or WebSocket's goodbye. */
const breakWebSocket = (socket: TypedSocket) => transportOf(socket)?.ws?.terminate();
