import { Injectable } from '@nestjs/common';

/** Resolves when the thing that it checks can be used; rejects otherwise. */
export type Check = () => Promise<unknown>;

/**
 * The clients that need it. `everyone`: without it this process can't serve. `newcomers`: without it the process can take no new
 * clients, but connected ones should stay. `nobody`: the process is shown as degraded, and stays in rotation.
 */
export type NeededBy = 'everyone' | 'newcomers' | 'nobody';

export interface ReadinessCheck {
  name: string;
  check: Check;
  neededBy: NeededBy;
}

// ADR 13: why readiness has three answers.
/** Everything that this process needs in order to serve. Each module that connects to something registers it at its start. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  /** A second registration under a name replaces the first. */
  register(name: string, check: Check, { neededBy }: { neededBy: NeededBy }): void {
    this.checks.set(name, { name, check, neededBy });
  }

  all(): ReadinessCheck[] {
    return [...this.checks.values()];
  }
}
