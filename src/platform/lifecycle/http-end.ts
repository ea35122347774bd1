import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const EVERY_MS = 50;
/** Time for the clients of WebSockets to confirm that these are closed. */
const FAREWELL_MS = 1_000;

/**
 * Ends the remaining connections of the HTTP server when the process has to end. Node closes only those that are idle when the
 * server closes. One whose request is answered a moment later would stay for as long as connections are kept alive, which is
 * longer than anybody waits for a process (`server.closeIdleConnections` in https://nodejs.org/docs/latest-v20.x/api/http.html).
 * A WebSocket whose client does not confirm its end is destroyed after a second.
 */
@Injectable()
export class HttpEnd implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Connections that have become WebSockets, which the server no longer knows. */
  private readonly upgraded = new Set<Duplex>();

  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    // With a listener for upgrades, a server without WebSockets would leave such requests without an answer.
    if (this.server.listenerCount('upgrade') === 0) return;
    this.server.on('upgrade', (_request, socket: Duplex) => {
      this.upgraded.add(socket);
      socket.once('close', () => this.upgraded.delete(socket));
    });
  }

  beforeApplicationShutdown(): void {
    const { server } = this;
    let closedAt: number | undefined;
    const timer = setInterval(() => {
      // Until the server closes, load balancers still send requests over connections that are idle now.
      if (server.listening) return;
      server.closeIdleConnections();
      closedAt ??= performance.now();
      if (performance.now() - closedAt < FAREWELL_MS) return;
      for (const socket of this.upgraded) socket.destroy();
    }, EVERY_MS).unref();
    server.once('close', () => clearInterval(timer));
  }

  private get server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server;
  }
}
