import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { ReadinessChecks } from './readiness-checks.js';

// ADR 23: why this module is global.
/**
 * `/health/live`, `/health/ready` and `/metrics` of every role. Global, so that whatever connects to something can
 * inject `ReadinessChecks` and say how to tell that it is there.
 */
@Global()
@Module({
  // Its own logger writes an error at every failed probe; HealthService writes one line a change.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [ReadinessChecks, HealthService],
  exports: [ReadinessChecks],
})
export class HealthModule {}
