import { io } from 'socket.io-client';
import type { TypedSocket } from './ask.js';
import { backoffMs, now, pause } from './clock.js';
import { Connections } from './connections.js';
import { Pace } from './pace.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

const ATTEMPT_MS = 5_000;
/** An attempt and the pause before it take no longer; else the client is started anew. */
const HANG_MS = 7_000;
/** Below the server's 20 events a second with a burst of 40. */
const [EVENTS_PER_SECOND, BURST] = [15, 20];

/** A player's connection: dials until it is in, again whenever it breaks, and writes down when it is up. */
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

  /** Gone like a closed tab, and back with the same token. */
  async leave(awayMs: number): Promise<void> {
    if (!this.open) return;
    this.away = true;
    this.socket.disconnect();
    clearTimeout(this.watchdog);
    await pause(awayMs);
    this.dial();
  }

  /** The line breaks without goodbye, as a phone's that changes cells, and is back after a while. Not by long-polling. */
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

  /** Since when it is up, by the clock of the history; undefined while it is down. */
  get upSince(): number | undefined {
    return this.connections.isUp ? this.connections.since : undefined;
  }

  /**
   * Waits for the line and for the player's turn on it, which is now: `ask` in the same tick. False when it is too
   * late for that.
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

  /** The session is over: nothing is sent any more, what has been sent may still be acknowledged. */
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

  /** The player comes back after `close`. */
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
    // The client does not reconnect a player whom the server sends away.
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

  /** Something must happen within `ms`. A connection that opened may hang before the server lets it in. */
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

/** Nothing is said to the other end: neither Socket.IO's goodbye nor WebSocket's. */
const breakWebSocket = (socket: TypedSocket) => transportOf(socket)?.ws?.terminate();
