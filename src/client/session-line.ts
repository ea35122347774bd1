import { io, type Socket } from 'socket.io-client';
import type { SessionState } from '../contracts/session.js';
import {
  type Busy,
  type ClientToServerEvents,
  type ServerToClientEvents,
  SOCKET_PATH,
} from '../contracts/socket-events.js';

/** An acknowledgement is expected within this time; after it the message is sent again. */
const ACK_MS = 4_000;
/** A message is sent again after about this long; the wait doubles each time, up to the maximum. */
const AGAIN_MS = 200;
const AGAIN_AT_MOST_MS = 3_200;
/** Socket.IO does not reconnect by itself after the server has closed the connection: this class does, after this time. */
const CUT_OFF_MS = 1_000;

type Events = ClientToServerEvents;
/** The server's reply to an event, apart from `busy`. */
export type Reply<Event extends keyof Events> = Exclude<Parameters<Parameters<Events[Event]>[1]>[0], Busy>;

export interface LineOptions {
  /** The token of a player or a host of the session. */
  token: string;
  /** The page's own origin when left out. */
  url?: string;
  /** When left out: WebSocket first, and long-polling where a WebSocket does not get through. */
  transports?: ('websocket' | 'polling')[];
}

/** The connection is closed for good: the server refused it or sent the member away, or this client closed it. */
export class LineClosed extends Error {
  /** @param reason the server's code or reason; `left` when this client closed the connection */
  constructor(readonly reason: string) {
    super(`the line to the session is closed: ${reason}`);
    this.name = 'LineClosed';
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A member's connection to its session: a Socket.IO socket with the events of the contract. It reconnects by itself, and sends
 * again what was not acknowledged. Every event of the contract can be repeated without harm; the first answer stands.
 */
export class SessionLine {
  /** For listening; every event has its type. */
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  private over?: LineClosed;

  constructor({ token, url = '', transports }: LineOptions) {
    this.socket = io(url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: transports ?? ['websocket', 'polling'],
      tryAllTransports: true,
      // Each member has a connection of its own, even when several of them are in one process.
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
    });
    this.socket.on('kicked', ({ reason }) => (this.over = new LineClosed(reason)));
    this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code) this.over = new LineClosed(error.data.code);
    });
    this.socket.on('disconnect', (reason) => {
      if (reason !== 'io server disconnect' || this.over) return;
      setTimeout(() => this.over || this.socket.connect(), CUT_OFF_MS);
    });
  }

  /** Why there will be no connection any more; undefined as long as there can be one. */
  get closed(): LineClosed | undefined {
    return this.over;
  }

  /**
   * Resolves when the server has accepted this member.
   *
   * @throws LineClosed with the code of the refusal, or Error when it took longer than `withinMs`
   */
  connected(withinMs = 30_000): Promise<void> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      let last = 'no answer';
      const settle = (done: () => void) => {
        clearTimeout(timer);
        socket.off('connect', entered).off('connect_error', failed);
        done();
      };
      const entered = () => settle(resolve);
      const failed = ({ message }: Error) => {
        last = message;
        if (this.over) settle(() => reject(this.over!));
      };
      const timer = setTimeout(
        () => settle(() => reject(new Error(`not connected after ${withinMs / 1_000} s (${last})`))),
        withinMs,
      );
      if (this.over) settle(() => reject(this.over!));
      else if (socket.connected) entered();
      else socket.on('connect', entered).on('connect_error', failed);
    });
  }

  /**
   * Sends an event until it is acknowledged: it is sent again when the connection broke meanwhile, or the server was busy.
   *
   * @throws LineClosed, or Error when it took longer than `giveUpMs`
   */
  async ask<Event extends keyof Events>(
    event: Event,
    payload: Parameters<Events[Event]>[0],
    giveUpMs = Infinity,
  ): Promise<Reply<Event>> {
    const end = Date.now() + giveUpMs;
    let heard = 'nothing';
    for (let wait = AGAIN_MS; !this.over && Date.now() < end; wait = Math.min(2 * wait, AGAIN_AT_MOST_MS)) {
      try {
        // The typed map can't follow a generic event name.
        const reply: unknown = await this.socket.timeout(ACK_MS).emitWithAck(event, ...([payload] as never));
        if ((reply as Partial<Busy>).status !== 'busy') return reply as Reply<Event>;
        heard = 'busy';
      } catch (error) {
        heard = (error as Error).message;
      }
      await pause(wait * (0.5 + Math.random()));
    }
    throw this.over ?? new Error(`no answer to ${event} within ${giveUpMs / 1_000} s (last: ${heard})`);
  }

  /**
   * A device that slept can hold a dead connection without knowing it. This asks for the state of the session, and reconnects
   * when no answer comes. The result is undefined when no state was received.
   */
  async wake(): Promise<SessionState | undefined> {
    if (this.over) return undefined;
    if (!this.socket.connected) {
      this.socket.connect();
      return undefined;
    }
    try {
      const reply = await this.socket.timeout(ACK_MS).emitWithAck('sync', {});
      return 'rev' in reply ? reply : undefined;
    } catch {
      this.socket.io.engine.close();
      return undefined;
    }
  }

  close(): void {
    this.over ??= new LineClosed('left');
    this.socket.disconnect();
  }
}
