import { Injectable } from '@nestjs/common';

/** Resolves when what it looks at can be used; rejects otherwise. */
export type Check = () => Promise<unknown>;

export interface ReadinessCheck {
  name: string;
  check: Check;
  /** Without it this process can't serve. One that is not required is shown as degraded and stays in rotation. */
  required: boolean;
}

/** What this process needs in order to serve. The modules that connect to something register it in `onModuleInit`. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  /** A second registration under a name replaces the first. */
  register(name: string, check: Check, { required }: { required: boolean }): void {
    this.checks.set(name, { name, check, required });
  }

  all(): ReadinessCheck[] {
    return [...this.checks.values()];
  }
}
