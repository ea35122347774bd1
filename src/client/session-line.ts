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
/** Sent again after about so long, doubled each time up to the most. */
const AGAIN_MS = 200;
const AGAIN_AT_MOST_MS = 3_200;
/** Socket.IO leaves it to us to come again after the server has cut us off. */
const CUT_OFF_MS = 1_000;

type Events = ClientToServerEvents;
/** What a server may say to an event, once it was not too busy. */
export type Reply<Event extends keyof Events> = Exclude<Parameters<Parameters<Events[Event]>[1]>[0], Busy>;

export interface LineOptions {
  /** The token of a player or a host of the session. */
  token: string;
  /** The page's own origin when left out. */
  url?: string;
  /** WebSocket first, long-polling where that does not pass. */
  transports?: ('websocket' | 'polling')[];
}

/** The line is over: refused, sent away, or closed from here. */
export class LineClosed extends Error {
  /** @param reason the server's code or reason; `left` when it was closed from here */
  constructor(readonly reason: string) {
    super(`the line to the session is closed: ${reason}`);
    this.name = 'LineClosed';
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A member's line to its session: a Socket.IO socket with the events of the contract, that comes back by itself and sends
 * what was not acknowledged again. Every event of the contract may be repeated without harm; the first answer stands.
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
      // Each member has a line of its own, also in one process.
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

  /** Why there will be no connection any more; undefined as long as there may be one. */
  get closed(): LineClosed | undefined {
    return this.over;
  }

  /**
   * Resolves when the server has let this member in.
   *
   * @throws LineClosed with the code of its refusal, or Error when it took longer than `withinMs`
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
   * Sends an event until it is acknowledged: again when the line broke meanwhile, again when the server was busy.
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
   * A device that slept may hold a dead line without knowing it: asks how the session stands, and dials anew when nobody
   * answers. Undefined when there is no connection yet.
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
