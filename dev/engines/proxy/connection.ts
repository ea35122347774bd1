import { connect, type Socket } from 'node:net';
import { Flow } from './flow.js';
import type { Direction, Listener, Passing } from './protocol.js';

/** A client's connection and the one that is made for it to the server behind the listener. */
export class Connection {
  private readonly server: Socket;
  private readonly flows: Record<Direction, Flow>;
  private readonly since = performance.now();
  private readonly address: string;
  private readonly port: number;
  private broken = false;

  /** @param gone is called once, when both ends are closed or reset */
  constructor(
    readonly id: number,
    private readonly listener: Listener,
    private readonly client: Socket,
    gone: () => void,
  ) {
    this.address = client.remoteAddress ?? '';
    this.port = client.remotePort ?? 0;
    this.server = connect({ ...listener.to, allowHalfOpen: true, noDelay: true });
    this.flows = { up: new Flow(client, this.server), down: new Flow(this.server, client) };
    client.on('error', () => this.broke('up'));
    this.server.on('error', () => this.broke('down'));
    for (const socket of this.ends) {
      socket.on('close', () => {
        if (this.ends.every(({ destroyed }) => destroyed)) gone();
      });
    }
  }

  get passing(): Passing {
    const { id, address, port } = this;
    const ageMs = Math.round(performance.now() - this.since);
    return { id, server: this.listener.name, address, port, ageMs };
  }

  reset(): void {
    for (const flow of Object.values(this.flows)) flow.stop();
    for (const socket of this.ends) {
      // A reset of a socket that is still connecting would wait until it is connected.
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  freeze(directions: Direction[]): void {
    for (const direction of directions) this.flows[direction].freeze();
  }

  thaw(): void {
    for (const flow of Object.values(this.flows)) flow.thaw();
    if (this.broken) this.reset();
  }

  delay(ms: number): void {
    for (const flow of Object.values(this.flows)) flow.delay(ms);
  }

  /** An end that breaks, or that never connected, breaks the other end in the same way, unless that direction is frozen. */
  private broke(direction: Direction): void {
    this.broken = true;
    if (!this.flows[direction].isFrozen) this.reset();
  }

  private get ends(): Socket[] {
    return [this.client, this.server];
  }
}
