import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const EVERY_MS = 50;
/** For clients of WebSockets to answer that these are closed. */
const FAREWELL_MS = 1_000;

/**
 * Closes the HTTP server when the process has to end. Node closes the connections that are idle when the
 * server closes; one whose request is answered a moment later would stay for as long as connections are kept alive, which is
 * longer than anybody waits for a process (`server.closeIdleConnections` in https://nodejs.org/docs/latest-v20.x/api/http.html).
 * Nor does it wait for clients that do not answer the end of their WebSocket.
 */
@Injectable()
export class HttpEnd implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Connections that have become WebSockets, which the server knows no longer. */
  private readonly upgraded = new Set<Duplex>();

  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    // With a listener of its own, a server without WebSockets would leave such requests without an answer.
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
      // Before it closes, load balancers still send requests over connections that are idle now.
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
