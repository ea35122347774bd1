import { once } from 'node:events';
import { createServer } from 'node:net';
import { Connection } from './connection.js';
import type { Listener, Order, Passing } from './protocol.js';

/** All listeners of one proxy with the connections that pass them. */
export class ProxyServer {
  private readonly connections = new Map<number, Connection>();
  private lastId = 0;

  /** @returns the connections, if the order asks for them */
  async obey(order: Order): Promise<Passing[] | undefined> {
    switch (order.do) {
      case 'listen':
        await this.listen(order.listener);
        return undefined;
      case 'list':
        return [...this.connections.values()].map(({ passing }) => passing);
      case 'reset':
        this.each(order.ids, (one) => one.reset());
        return undefined;
      case 'freeze':
        this.each(order.ids, (one) => one.freeze(order.directions));
        return undefined;
      case 'thaw':
        this.each(order.ids, (one) => one.thaw());
        return undefined;
      case 'delay':
        this.each(order.ids, (one) => one.delay(order.ms));
        return undefined;
    }
  }

  private async listen(listener: Listener): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      const id = ++this.lastId;
      const gone = () => void this.connections.delete(id);
      this.connections.set(id, new Connection(id, listener, client, gone));
    });
    server.listen(listener.port, listener.host);
    await once(server, 'listening');
  }

  /** Skips connections that have ended in the meantime. */
  private each(ids: number[], act: (one: Connection) => void): void {
    for (const id of ids) {
      const one = this.connections.get(id);
      if (one) act(one);
    }
  }
}
