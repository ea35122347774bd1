import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../../dev/engines/index.js';
import type { System } from '../../../dev/system.js';

const AGAIN_MS = 1_000;
const START_MS = 120_000;

/** A role that ended by itself. */
export interface Ended {
  process: string;
  code: number;
}

/**
 * Starts ended processes again, as an orchestrator does: a role can end because it cannot do its work, and it can fail to start
 * while an engine is away.
 */
export class Keeper {
  readonly ended: Ended[] = [];
  private readonly starting = new Map<Engine, Promise<void>>();
  private isOver = false;

  constructor(
    system: System,
    private readonly onProgress: (line: string) => void,
  ) {
    for (const role of [...system.api, ...system.ws, ...system.workers]) void this.watch(role);
  }

  /** Stops it if it runs, and starts it until it is ready. @throws the last error when that takes more than two minutes */
  restart(engine: Engine): Promise<void> {
    const known = this.starting.get(engine);
    if (known) return known;
    const started = this.startUntilReady(engine).finally(() => this.starting.delete(engine));
    this.starting.set(engine, started);
    return started;
  }

  /** From now on a process that ends is not started again. */
  stop(): void {
    this.isOver = true;
  }

  private async startUntilReady(engine: Engine): Promise<void> {
    const end = performance.now() + START_MS;
    for (;;) {
      try {
        return await engine.restart();
      } catch (error) {
        if (this.isOver || performance.now() > end) throw error;
        await sleep(AGAIN_MS);
      }
    }
  }

  private async watch(role: System['ws'][number]): Promise<void> {
    while (!this.isOver) {
      const { pid } = role;
      const { code } = await role.exited;
      const isStarting = this.starting.has(role);
      // A role that was killed or asked to end has no code, or 0; the fault that did that starts it again.
      if (code && !isStarting && !this.isOver) {
        this.ended.push({ process: role.name, code });
        this.onProgress(`${role.name} has ended with code ${code} and is started again`);
        await this.restart(role).catch((error: Error) => this.onProgress(error.message));
      }
      while (role.pid === pid && !this.isOver) await sleep(AGAIN_MS);
    }
  }
}
