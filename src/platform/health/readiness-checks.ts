import { Injectable } from '@nestjs/common';

/** Resolves when what it looks at can be used; rejects otherwise. */
export type Check = () => Promise<unknown>;

/**
 * The clients that need it. `everyone`: without it this process can't serve. `newcomers`: it can take nobody new, but clients that
 * are connected should stay. `nobody`: the process is shown as degraded, and stays in rotation.
 */
export type NeededBy = 'everyone' | 'newcomers' | 'nobody';

export interface ReadinessCheck {
  name: string;
  check: Check;
  neededBy: NeededBy;
}

// ADR 13: why readiness has three answers.
/** What this process needs in order to serve. The modules that connect to something register it in `onModuleInit`. */
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
