import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { NOTICE_SHARE } from '../lifecycle/drain-notice.js';
import { Rooms } from './rooms.js';

/** Pause between two groups of sockets. */
const STEP_MS = 50;

// ADR 11: why a process leaves in this order.
/**
 * A node that has to end sends its clients to the other nodes, a few at a time. It closes their connections, after which they
 * reconnect by themselves; after a disconnect by the server they would not. Load balancers avoid this node by then.
 */
@Injectable()
export class SocketDrain implements BeforeApplicationShutdown {
  constructor(
    private readonly env: Environment,
    private readonly rooms: Rooms,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    const { DRAIN_MS } = this.env;
    await sleep(DRAIN_MS * NOTICE_SHARE);
    const steps = Math.floor((DRAIN_MS * (1 - NOTICE_SHARE)) / STEP_MS);
    for (let left = steps; left > 0; left--) {
      const sockets = [...this.rooms.io.sockets.sockets.values()];
      for (const socket of sockets.slice(0, Math.ceil(sockets.length / left))) socket.conn.close();
      await sleep(STEP_MS);
    }
  }
}
