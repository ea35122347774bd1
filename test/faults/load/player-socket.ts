import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../src/contracts/socket-events.js';
import { backoffMs, now, pause } from './clock.js';
import { Pace } from './pace.js';
import type { Seat } from './seat.js';
import type { World } from './world.js';

type Events = ClientToServerEvents;
type Reply<Event extends keyof Events> = Parameters<Parameters<Events[Event]>[1]>[0];
/** An acknowledgement, or why there was none. */
export type Heard<Event extends keyof Events> = { reply: Reply<Event> } | { reason: string };

const ATTEMPT_MS = 5_000;
const ACK_MS = 4_000;
/** An attempt and the pause before it take no longer; else the client is started anew. */
const HANG_MS = 7_000;
/** Below the server's 20 events a second with a burst of 40. */
const [EVENTS_PER_SECOND, BURST] = [15, 20];

/** A player's connection: dials until it is in, again whenever it breaks, and writes down when it is up. */
export class PlayerSocket {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** From 1, one more with each connection. */
  connection = 0;
  private up = false;
  private open = true;
  private away = false;
  private waiting: (() => void)[] = [];
  private watchdog?: NodeJS.Timeout;
  private readonly pace = new Pace(EVENTS_PER_SECOND, BURST);

  constructor(
    private readonly world: World,
    readonly seat: Seat,
    transport: 'websocket' | 'polling',
  ) {
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

  get isUp(): boolean {
    return this.up;
  }

  dial(): void {
    if (!this.open) return;
    this.away = false;
    this.expect(HANG_MS);
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

  /** Waits for the line and for the player's turn on it; false when it is too late for that. */
  async ready(): Promise<boolean> {
    while (this.open) {
      if (!this.up) {
        await new Promise<void>((wake) => this.waiting.push(wake));
        continue;
      }
      await this.pace.turn();
      if (this.up && this.open) return true;
    }
    return false;
  }

  /** Sends at once, so call it in the same tick as `ready` has come true. */
  async ask<Event extends keyof Events>(
    event: Event,
    payload: Parameters<Events[Event]>[0],
  ): Promise<Heard<Event>> {
    try {
      // The typed map can't follow a generic event name.
      const reply: unknown = await this.socket.timeout(ACK_MS).emitWithAck(event, ...([payload] as never));
      return { reply: reply as Reply<Event> };
    } catch (error) {
      return { reason: (error as Error).message };
    }
  }

  /** The session is over: nothing is sent any more, what has been sent may still be acknowledged. */
  retire(): void {
    this.open = false;
    this.wake();
  }

  close(): void {
    this.retire();
    clearTimeout(this.watchdog);
    this.socket.disconnect();
  }

  private cameUp(): void {
    clearTimeout(this.watchdog);
    this.up = true;
    this.connection += 1;
    const { tally, history } = this.world;
    tally.stats.connected += 1;
    tally.stats.connections += 1;
    const node = this.socket.io.engine.id?.split('.')[0] ?? '';
    history.write({ type: 'connected', at: now(), ...this.who, node, connection: this.connection });
    this.wake();
  }

  private wentDown(reason: string): void {
    // Also told of a line that never was up.
    if (this.up) {
      this.up = false;
      this.world.tally.stats.connected -= 1;
      const { who, connection } = this;
      this.world.history.write({ type: 'disconnected', at: now(), ...who, connection, reason });
    }
    if (!this.open || this.away) return;
    this.expect(HANG_MS);
    // Whom the server sends away is not reconnected by the client.
    if (!this.socket.active) this.dialSoon();
  }

  private wasRefused(error: Error & { data?: { code?: string } }): void {
    this.expect(HANG_MS);
    if (this.socket.active || !this.open) return;
    const code = error.data?.code ?? error.message;
    if (code !== 'UNAVAILABLE') this.world.tally.surprise(`handshake of ${this.name}: ${code}`);
    this.dialSoon(code === 'UNAVAILABLE' ? 0 : 1_000);
  }

  private dialSoon(moreMs = 0): void {
    setTimeout(() => !this.away && this.dial(), backoffMs() + moreMs);
  }

  /** Something must happen within `ms`. A connection that opened may hang before the server lets it in. */
  private expect(ms: number): void {
    clearTimeout(this.watchdog);
    if (!this.open || this.up) return;
    this.watchdog = setTimeout(() => {
      this.socket.disconnect();
      this.dial();
    }, ms);
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  private get who() {
    return { sessionId: this.seat.sessionId, playerId: this.seat.playerId };
  }

  private get name(): string {
    return `${this.seat.playerId} of ${this.seat.sessionId}`;
  }
}
