import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';

/** The event loop's lag is sampled this often: the default of 10 ms wakes an idle role a hundred times a second. */
const LOOP_SAMPLE_MS = 50;

/** Several Nest applications can run in one process (tests, ROLE=all); the registry is the process' own. */
function collectOnce(): void {
  if (register.getSingleMetric('process_cpu_user_seconds_total')) return;
  collectDefaultMetrics({ eventLoopMonitoringPrecision: LOOP_SAMPLE_MS });
}

/** The present value of every metric in prom-client's default registry, for Prometheus. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor() {
    collectOnce();
  }

  @Get()
  async metrics(@Res() response: Response): Promise<void> {
    const text = await register.metrics();
    response.setHeader('Content-Type', register.contentType);
    response.send(text);
  }
}
