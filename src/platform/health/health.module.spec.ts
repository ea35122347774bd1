import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HealthModule } from './health.module.js';
import { HealthService, type Readiness } from './health.service.js';
import { ReadinessChecks } from './readiness-checks.js';

/** Asks for readiness in the hook in which a role drains its connections. */
@Injectable()
class Drain implements BeforeApplicationShutdown {
  static seen?: Readiness;
  constructor(private readonly modules: ModuleRef) {}
  async beforeApplicationShutdown(): Promise<void> {
    Drain.seen = await this.modules.get(HealthService, { strict: false }).readiness();
  }
}

describe('HealthModule', () => {
  let app: NestExpressApplication;
  let checks: ReadinessChecks;

  beforeEach(async () => {
    const module = await Test.createTestingModule({ imports: [HealthModule] }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    checks = app.get(ReadinessChecks);
    await app.init();
  });
  afterEach(() => app.close());

  const http = () => request(app.getHttpServer());

  it('is alive and ready with nothing to check', async () => {
    await http().get('/health/live').expect(200, { status: 'ok' });
    expect((await http().get('/health/ready').expect(200)).body).toMatchObject({ status: 'ok' });
  });

  it('names the required check that fails, and not what its error says', async () => {
    checks.register('redis', async () => 'PONG', { neededBy: 'everyone' });
    checks.register('mongo', () => Promise.reject(new Error('10.0.0.7:27017')), { neededBy: 'everyone' });
    const { body, text } = await http().get('/health/ready').expect(503);
    expect(body).toMatchObject({
      status: 'error',
      details: { redis: { status: 'up' }, mongo: { status: 'down' } },
    });
    expect(text).not.toContain('10.0.0.7');
    await http().get('/health/live').expect(200);
  });

  it('shows a check that is not required as degraded and stays ready', async () => {
    checks.register('kafka', () => Promise.reject(new Error('away')), { neededBy: 'nobody' });
    const { body } = await http().get('/health/ready').expect(200);
    expect(body).toMatchObject({ status: 'degraded', details: { kafka: { status: 'degraded' } } });
  });

  it('takes nobody new, and lets stay who is there, when that is what a check says', async () => {
    checks.register('redis', () => Promise.reject(new Error('away')), { neededBy: 'newcomers' });
    const { body } = await http().get('/health/ready').expect(404);
    expect(body).toMatchObject({ status: 'error', details: { redis: { status: 'down' } } });
    checks.register('kafka', () => Promise.reject(new Error('away')), { neededBy: 'everyone' });
    await http().get('/health/ready').expect(503);
  });

  it('waits a second for a check that hangs', async () => {
    checks.register('redis', () => new Promise(() => {}), { neededBy: 'everyone' });
    const start = Date.now();
    await http().get('/health/ready').expect(503);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  it('shows metrics of the process', async () => {
    const { headers, text } = await http().get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toContain('process_cpu_user_seconds_total');
  });
});

it('is not ready while the application drains, from the first hook on', async () => {
  const module = await Test.createTestingModule({ imports: [HealthModule], providers: [Drain] }).compile();
  const app = module.createNestApplication({ logger: false });
  await app.init();
  await app.close();
  expect(Drain.seen).toMatchObject({ status: 404, report: { status: 'shutting_down' } });
});
