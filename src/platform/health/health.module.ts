import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { ReadinessChecks } from './readiness-checks.js';

// ADR 23: why this module is global.
/**
 * `/health/live`, `/health/ready` and `/metrics` of every role. Global, so that each module with a connection can
 * inject `ReadinessChecks` and register a check of that connection.
 */
@Global()
@Module({
  // The logger of terminus writes an error at every failed probe; HealthService writes one line for each change.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [ReadinessChecks, HealthService],
  exports: [ReadinessChecks],
})
export class HealthModule {}
