import type { Busy } from '../../contracts/socket-events.js';
import type { EndReason } from './end-reasons.js';
import type { EventBudget } from './event-budget.js';
import { parseEvent } from './fast-events.js';
import { encodeAck, write } from './line.js';
import type { Outlet, SendingLine } from './outlet.js';

export type Ack = (reply: unknown) => void;
/** The handler of one kind of event. */
export interface EventHandler<Socket> {
  /** @param ack does nothing when the client wants no acknowledgement */
  handle(this: void, socket: Socket, payload: unknown, ack: Ack): void;
  /**
   * The cost of the event beyond one, in events, as far as its payload shows it. It is charged before the event is handled, since
   * many can be under way. The acknowledgement then charges or gives back the difference to its real cost.
   */
  price?(this: void, socket: Socket, payload: unknown): number;
}
export type EventHandlers<Socket> = ReadonlyMap<unknown, EventHandler<Socket>>;

/** The part of Engine.IO's socket that is used here. */
export interface ReceivingLine extends SendingLine {
  listeners(event: 'data'): ((data: unknown) => void)[];
  off(event: 'data', listener: (data: unknown) => void): void;
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): void;
}

/** The part of Socket.IO's socket that is used here and that its types hide. */
interface Served {
  connected: boolean;
  onevent(packet: { data: [string | number, ...unknown[]]; id?: number }): void;
}

/** The reports of an intake. */
export interface Ends {
  end(reason: EndReason): void;
  failed(error: unknown): void;
  /**
   * The client has sent its handshake.
   *
   * @returns `twice` while the previous handshake is not answered yet, or after it was granted
   */
  asked(): 'first' | 'again' | 'twice';
}

const BUSY: Busy = { status: 'busy' };
const noAck: Ack = () => undefined;
const NONE: EventHandlers<unknown> = new Map();
/** An event pays for this many bytes of its acknowledgement; a page of a hundred rows costs about five events. */
const BYTES_OF_AN_EVENT = 3 * 1024;
/** Socket.IO's packet type of a handshake. */
const CONNECT = '0';
/** A packet for any namespace but `/`. */
const FOREIGN = /^\d(?:\d+-)?\/(?!,|$)/;

// ADR 5: why events bypass Socket.IO's own listener.
/**
 * Everything that arrives by one connection. Every packet of any kind is charged. A known event goes straight from its packet to
 * its handler, and everything else goes to Socket.IO.
 */
export class Intake {
  private socket?: Served;
  private handlers = NONE;
  /** Socket.IO's own listener. */
  private readonly passOn: (data: unknown) => void;

  constructor(
    private readonly line: ReceivingLine,
    private readonly outlet: Outlet,
    private readonly budget: EventBudget,
    private readonly ends: Ends,
  ) {
    const [passOn] = line.listeners('data');
    this.passOn = passOn!;
    line.off('data', this.passOn);
    // This replaces that listener, so that a packet costs no further call: Engine.IO emits each packet, then its data.
    line.on('packet', ({ type, data }) => this.take(type, data));
  }

  /** From here on the events of the socket are handled. */
  serve<Socket>(socket: Socket, handlers: EventHandlers<Socket>): void {
    this.socket = socket as Served;
    this.handlers = handlers as EventHandlers<unknown>;
    // Handles an event that `parseEvent` has left to Socket.IO; its packet is paid for.
    this.socket.onevent = ({ data: [name, payload], id }) => {
      if (handlers.has(name)) this.run(true, name, payload, id === undefined ? '' : String(id));
    };
  }

  /** Charges for a packet that is no event. @returns false when it must not be answered */
  pay(): boolean {
    if (this.budget.take()) return true;
    if (this.budget.exhausted) this.ends.end('flood');
    return false;
  }

  private take(type: string, data: unknown): void {
    const event =
      this.socket?.connected && type === 'message' && typeof data === 'string'
        ? parseEvent(data, this.handlers)
        : undefined;
    if (event) this.run(this.budget.take(), event.name, event.payload, event.id);
    else if (this.pay() && type === 'message' && this.outlet.overSince === undefined) this.takeOther(data);
  }

  private run(granted: boolean, name: string | number, payload: unknown, id: string): void {
    // A client that does not read would not read the answer either.
    if (this.outlet.overSince === undefined) {
      let paid = 0;
      const ack = id === '' ? noAck : (reply: unknown) => this.acknowledge(id, reply, paid);
      try {
        if (granted) {
          const { handle, price } = this.handlers.get(name)!;
          if (price) this.budget.charge((paid = price(this.socket, payload)));
          handle(this.socket, payload, ack);
        } else ack(BUSY);
      } catch (error) {
        this.ends.failed(error);
      }
    }
    if (!granted && this.budget.exhausted) this.ends.end('flood');
  }

  /** @param paid events that were charged beyond the event itself */
  private acknowledge(id: string, reply: unknown, paid: number): void {
    try {
      const encoded = encodeAck(id, reply);
      const bytes = encoded.frames?.length ?? encoded.packets[0]!.length;
      // The event itself has paid for the first bytes.
      if (bytes > BYTES_OF_AN_EVENT || paid > 0) {
        this.budget.charge(Math.floor(bytes / BYTES_OF_AN_EVENT) - paid);
      }
      write(this.line, encoded);
    } catch (error) {
      this.ends.failed(error);
    }
  }

  private takeOther(data: unknown): void {
    if (typeof data === 'string') {
      if (FOREIGN.test(data)) return this.ends.end('namespace');
      if (data[0] === CONNECT) {
        const asked = this.ends.asked();
        // Socket.IO would make a second socket of it, which would replace the first one.
        if (asked === 'twice') return;
        // The first handshake costs nothing, so that a member that has just been admitted has its whole burst.
        if (asked === 'first') this.budget.charge(-1);
      }
    }
    this.passOn(data);
  }
}
