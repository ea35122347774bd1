import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root, type RoleProcess, startRole } from '../../dev/roles.js';
import { run } from '../../dev/engines/run-tool.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { freshBuild } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { auditSettled } from '../support/audit.js';
import { call } from '../support/rest.js';
import { within } from '../support/until.js';

describe('every role in one process', () => {
  let folder: string;
  let all: RoleProcess;

  beforeAll(async () => {
    await freshBuild();
    folder = await mkdtemp(join(tmpdir(), 'podium-all-'));
    const environment = inject('environment');
    await run(process.execPath, [join(root, 'dist/server/podium.js'), 'prepare'], {
      ...process.env,
      ...environment,
    });
    all = await startRole('all', { name: 'all-1', environment, log: join(folder, 'all.log') });
  });
  afterAll(async () => {
    await all?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells of its health and gives metrics', async () => {
    expect(await call('GET', `${all.url}/health/live`)).toMatchObject({ status: 200 });
    expect(await call('GET', `${all.url}/health/ready`)).toMatchObject({ status: 200 });
    expect(await call('GET', `${all.url}/metrics`)).toMatchObject({
      status: 200,
      body: expect.stringContaining('process_cpu_user_seconds_total'),
    });
  });

  it.each(['websocket', 'polling'] as const)('plays over %s, down to MongoDB', async (transport) => {
    const host = await Host.register(all.url);
    const { sessionId } = await host.session(singles(1));
    const player = await Player.enter(await Player.join(all.url, sessionId), { url: all.url, transport });
    await player.open(0);
    expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    player.close();
    expect(await auditSettled(host, sessionId)).toMatchObject({
      consistent: true,
      mongo: { players: 1, answers: 1 },
    });
  });

  it('ends within 10 s of SIGTERM, with players connected and without an error', async () => {
    const host = await Host.register(all.url);
    const { sessionId } = await host.session(singles(1));
    const player = await Player.enter(await Player.join(all.url, sessionId), { url: all.url });
    const ended = all.exited;
    await all.kill('SIGTERM');
    const { code, signal } = await within(ended, 10_000, 'end of the role');
    expect([
      { code: 0, signal: null },
      { code: null, signal: 'SIGTERM' },
    ]).toContainEqual({ code, signal });
    player.close();
    const log = await readFile(all.log, 'utf8');
    expect(log.split('\n').filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
  });
});
