import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import { EventBudget } from './event-budget.js';
import type { EndReason } from './end-reasons.js';
import { type Ends, type EventHandlers, Intake, type ReceivingLine } from './intake.js';
import { Outlet, type OutletOwner } from './outlet.js';

/** Time for the client to send its handshake, and then for the handshake to succeed, which can depend on Redis. */
const SILENT_MS = 5_000;
const ADMISSION_MS = 10_000;
/** Time from the orderly close of a connection to its forced end. */
const FAREWELL_MS = 1_000;

/** The part of Engine.IO's socket that is used here. */
export interface EngineConnection extends Omit<ReceivingLine, 'on' | 'transport'> {
  on: ReceivingLine['on'] &
    ((event: 'upgrading' | 'upgrade', listener: (to: EngineTransport) => void) => void);
  once(event: 'close', listener: () => void): void;
  close(discard?: boolean): void;
  transport: EngineTransport;
}
type EngineTransport = ReceivingLine['transport'] & { socket: WebSocket; res?: ServerResponse };
/** The part of Socket.IO's socket that is used here. */
interface Disconnectable {
  connected: boolean;
  disconnect(close: true): void;
}

/** The reports of a connection to the node. */
export interface Watcher {
  over(connection: BoundedConnection): void;
  ended(reason: EndReason): void;
  failed(error: unknown): void;
}

/** One connection of Engine.IO, from its beginning, with a bound on everything that it can make this process do. */
export class BoundedConnection implements Ends, OutletOwner {
  readonly outlet: Outlet;
  private readonly intake: Intake;
  private socket?: Disconnectable;
  /** The WebSocket to which a long-polling client wants to change. */
  private upgrade?: WebSocket;
  private deadline?: NodeJS.Timeout;
  private hasAsked = false;
  /** A handshake is not answered yet. */
  private isAsking = false;
  private ending = false;

  /** @param eventsPerSecond events that it can send each second; twice as many in a burst */
  constructor(
    private readonly line: EngineConnection,
    eventsPerSecond: number,
    private readonly watcher: Watcher,
  ) {
    const receiving = line as unknown as ReceivingLine;
    this.outlet = new Outlet(receiving, this);
    this.intake = new Intake(receiving, this.outlet, new EventBudget(eventsPerSecond), this);
    if (line.transport.name === 'websocket') this.watchFrames(line.transport.socket);
    else line.on('upgrading', ({ socket }) => this.tryUpgrade(socket));
    line.once('close', () => this.stopWaiting());
    this.expectAsking();
  }

  get isOpen(): boolean {
    return this.line.readyState === 'open' || this.line.readyState === 'closing';
  }

  /** The socket has been admitted: its events go to their handlers. */
  serve<Socket extends Disconnectable>(socket: Socket, handlers: EventHandlers<Socket>): void {
    this.stopWaiting();
    this.isAsking = false;
    this.socket = socket;
    this.intake.serve(socket, handlers);
  }

  /** No member uses this connection: none has been admitted yet, or it has left and kept the connection open. */
  expectAsking(): void {
    if (this.line.readyState !== 'open') return;
    this.hasAsked = false;
    this.isAsking = false;
    this.endAfter(SILENT_MS);
  }

  wentOver(): void {
    this.watcher.over(this);
  }

  /** The handshake has arrived. Only the first one gets more time: after a refusal the next one has the rest of that time. */
  asked(): 'first' | 'again' | 'twice' {
    if (this.isAsking || this.socket?.connected) return 'twice';
    this.isAsking = true;
    if (this.hasAsked) return 'again';
    this.hasAsked = true;
    this.endAfter(ADMISSION_MS);
    return 'first';
  }

  /** The handshake has been refused; another one can be tried. */
  refused(): void {
    this.isAsking = false;
  }

  /** Closes the connection, after which clients reconnect. A flood ends with Socket.IO's disconnect, after which they do not. */
  end(reason: EndReason): void {
    if (this.ending) return;
    this.ending = true;
    this.watcher.ended(reason);
    if (reason === 'unread') return this.terminate();
    if (reason === 'flood' && this.socket?.connected) this.socket.disconnect(true);
    else this.line.close();
    setTimeout(() => this.terminate(), FAREWELL_MS).unref();
  }

  /** A handler or an acknowledgement threw: this client has to reconnect, and no other notices anything. */
  failed(error: unknown): void {
    this.watcher.failed(error);
    this.end('error');
  }

  /** Ends the connection at once: an orderly close would wait behind all data that was not read. */
  private terminate(): void {
    const { transport } = this.line;
    this.line.close(true);
    if (transport.name === 'websocket') transport.socket.terminate();
    this.upgrade?.terminate();
    this.outlet.destroy();
  }

  private stopWaiting(): void {
    clearTimeout(this.deadline);
    this.deadline = undefined;
  }

  private endAfter(ms: number): void {
    clearTimeout(this.deadline);
    const deadline = setTimeout(() => {
      // After a standstill of this process, packets that have arrived in the meantime are read first.
      setImmediate(() => this.deadline === deadline && this.end('silent'));
    }, ms);
    this.deadline = deadline.unref();
  }

  private tryUpgrade(socket: WebSocket): void {
    // Each probe is charged, since Engine.IO answers every one.
    this.intake.pay();
    if (this.upgrade === socket) return;
    this.upgrade = socket;
    this.watchFrames(socket);
  }

  /** Answers the pings of the WebSocket protocol in place of ws, which would answer any number of them. */
  private watchFrames(socket: WebSocket): void {
    socket.on('ping', (data: Buffer) => {
      if (this.intake.pay() && !this.outlet.isOver) socket.pong(data);
    });
    socket.on('pong', () => this.intake.pay());
  }
}
