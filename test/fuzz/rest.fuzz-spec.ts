import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { schemathesis } from '../deploy/support/tools.js';
import { Host } from '../support/host.js';
import { type Podium, startPodium } from '../support/podium.js';
import { call } from '../support/rest.js';

const REQUESTS = 5_000;

let podium: Podium;
let folder: string;
beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment') });
  folder = await mkdtemp(join(tmpdir(), 'podium-fuzz-'));
});
afterAll(async () => {
  await podium?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it(`answers ${REQUESTS} requests as /docs-json says: every status and body documented, none 5xx`, async () => {
  const host = await Host.register(podium.url);
  const args = [
    'run',
    `${podium.api[0]!.url}/docs-json`,
    '--phases=examples,coverage,fuzzing',
    '--max-examples=300',
    '--workers=2',
    '--seed=1',
    '--checks=all',
    // A JSON Schema cannot say that `correct` names one of `choices`, so a body that matches it is not always a quiz.
    '--exclude-checks=positive_data_acceptance',
    `--header=Authorization: Bearer ${host.token}`,
    '--no-color',
  ];
  const { code, output } = await schemathesis(args, folder);
  console.error(output.split('\n').slice(-12).join('\n'));
  const failures = output.slice(output.indexOf('FAILURES')).slice(0, 4_000);
  expect([code, code === 0 ? '' : failures]).toEqual([0, '']);
  expect(Number(/(\d+) generated/.exec(output.replaceAll(',', ''))?.[1])).toBeGreaterThanOrEqual(REQUESTS);
  expect((await call('GET', `${podium.api[0]!.url}/health/ready`)).status).toBe(200);
}, 900_000);
