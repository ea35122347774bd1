import type { SessionLine } from '../history.js';
import { backoffMs, pause } from './clock.js';
import { Host } from './host.js';
import { Random } from './random.js';
import { Stopped } from './rest.js';
import { SessionRun } from './session-run.js';
import type { World } from './world.js';

/** A player returns this long after the end of a session. */
const [SOONEST_MS, LATEST_MS] = [10_000, 60_000];

/** Plays session after session. The next one begins while answers of the last one still arrive, so that the rate holds. */
export class Slot {
  /** All sessions of the slot so far. */
  readonly sessions: SessionRun[] = [];
  private readonly concluding = new Set<Promise<void>>();

  constructor(
    private readonly world: World,
    private readonly name: string,
    private readonly mode: SessionLine['mode'],
    private readonly rate: number,
  ) {}

  /** Resolves when the load is stopping and every session of the slot has come to its end. */
  async run(): Promise<void> {
    const { world } = this;
    const host = new Host(world, `load-${this.name}`);
    for (let number = 1; !world.stopping.aborted; number++) {
      try {
        await host.register();
        await this.playOne(host, `${world.seed} ${this.name} ${number}`);
      } catch (error) {
        if (!(error instanceof Stopped)) world.tally.failed(error);
        await pause(backoffMs(), world.stopping);
      }
    }
    await Promise.all(this.concluding);
  }

  private async revisitLater(session: SessionRun): Promise<void> {
    const { world } = this;
    const random = new Random(`revisit ${session.sessionId}`);
    // At the end of the load all sessions are visited anyway.
    const isTime = await pause(random.between(SOONEST_MS, LATEST_MS), world.stopping);
    if (isTime && session.players.length > 0) await session.revisit();
  }

  private async playOne(host: Host, seed: string): Promise<void> {
    const session = await SessionRun.open(this.world, host, seed, this.mode, this.rate);
    this.sessions.push(session);
    try {
      await session.fill();
      await session.play();
    } finally {
      const end = session
        .conclude()
        .then(() => this.revisitLater(session))
        .catch(this.world.tally.failed)
        .finally(() => this.concluding.delete(end));
      this.concluding.add(end);
    }
  }
}
