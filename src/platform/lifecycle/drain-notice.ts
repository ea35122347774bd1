import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';

/** Share of `DRAIN_MS` that load balancers get to notice; the rest is for connected clients. */
export const NOTICE_SHARE = 1 / 3;

// ADR 11: why a process leaves in this order.
/** REST is served until load balancers have learned from `/health/ready` to avoid this process; only then the port closes. */
@Injectable()
export class DrainNotice implements BeforeApplicationShutdown {
  constructor(private readonly env: Environment) {}

  async beforeApplicationShutdown(): Promise<void> {
    await sleep(this.env.DRAIN_MS * NOTICE_SHARE);
  }
}
