import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const EVERY_MS = 50;

/**
 * Lets the HTTP server of a process that is told to end come to its end. Node closes the connections that are idle when the
 * server closes; one whose request is answered a moment later would stay for as long as connections are kept alive, which is
 * longer than anybody waits for a process (`server.closeIdleConnections` in https://nodejs.org/docs/latest-v20.x/api/http.html).
 */
@Injectable()
export class HttpEnd implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const timer = setInterval(() => {
      // Before it closes, load balancers still send requests over connections that are idle now.
      if (!server.listening) server.closeIdleConnections();
    }, EVERY_MS).unref();
    server.once('close', () => clearInterval(timer));
  }
}
