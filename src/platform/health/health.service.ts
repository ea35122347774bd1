import { Injectable, Logger, type OnModuleDestroy, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { type ReadinessCheck, ReadinessChecks } from './readiness-checks.js';

/** A probe must answer before its own timeout, which is seldom more than a few seconds. */
const CHECK_MS = 1_000;

export interface Readiness {
  /** 200: it takes clients. 404: it takes no new clients, but connected ones can stay. 503: it can't serve. */
  status: 200 | 404 | 503;
  report: HealthCheckResult;
}

/** Runs the readiness checks at the same time, each for a second at most. */
@Injectable()
export class HealthService implements OnModuleDestroy {
  private readonly logger = new Logger('Health');
  private readonly failing = new Set<string>();
  private stopping = false;

  constructor(
    private readonly checks: ReadinessChecks,
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** Roles drain in the hooks after this one; terminus would notice a shutdown only after them. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** The status is not 200 when a needed check fails, or once the application shuts down: a balancer then avoids this process. */
  async readiness(): Promise<Readiness> {
    const report = await this.report();
    if (this.stopping) return { status: 404, report: { ...report, status: 'shutting_down' } };
    return { status: this.statusOf(report), report };
  }

  private statusOf({ status, details }: HealthCheckResult): Readiness['status'] {
    if (status === 'ok' || status === 'degraded') return 200;
    const failed = this.checks.all().filter(({ name }) => details[name]?.status === 'down');
    return failed.every(({ neededBy }) => neededBy === 'newcomers') ? 404 : 503;
  }

  private async report(): Promise<HealthCheckResult> {
    try {
      return await this.terminus.check(this.checks.all().map((check) => () => this.run(check)));
    } catch (error) {
      // The exception that terminus throws for a failed check contains the same report.
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }

  private async run({ name, check, neededBy }: ReadinessCheck) {
    const session = this.indicators.check(name);
    const result = await session.attempt(() => this.outcome(name, check)).withTimeout(CHECK_MS);
    const { status, ...data } = result[name]!;
    this.noteChange(name, status === 'down');
    return status === 'down' && neededBy === 'nobody' ? session.degraded(data) : result;
  }

  /** Messages of drivers name hosts and ports, which a public probe must not show. They go to the log instead. */
  private async outcome(name: string, check: () => Promise<unknown>): Promise<void> {
    try {
      await check();
    } catch (error) {
      this.logger.debug(`${name}: ${error instanceof Error ? error.message : 'failed'}`);
      throw new Error('not reachable', { cause: error });
    }
  }

  /** Probes come every few seconds: only a change is worth a line. */
  private noteChange(name: string, down: boolean): void {
    if (down && !this.failing.has(name)) this.logger.warn(`${name} is down`);
    if (!down && this.failing.has(name)) this.logger.log(`${name} is up again`);
    if (down) this.failing.add(name);
    else this.failing.delete(name);
  }
}
