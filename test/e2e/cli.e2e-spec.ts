import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { root } from '../../dev/roles.js';
import type { Audit } from '../../src/contracts/rest.js';
import { keys } from '../../src/session/state/layout.js';
import { auditSettled, readAudit } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

let podium: Podium;
let host: Host;

beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment') });
  host = await Host.register(podium.url);
});
afterAll(() => podium?.stop());

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const cli = (...args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, ['dist/server/podium.js', ...args], {
    cwd: root,
    env: { ...process.env, ...podium.environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );

it('audits a session, and brings one back that Redis has lost', async () => {
  const { sessionId } = await host.session(singles(2));
  const player = await Player.enter(await Player.join(podium.url, sessionId), { url: podium.ws[0]!.url });
  await player.open(0);
  expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted', points: 1000 });
  player.close();
  await auditSettled(host, sessionId);

  const audited = await cli('audit', sessionId);
  expect(audited).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(audited.stdout) as Audit).toMatchObject({
    redis: { players: 1, answers: 1, points: 1000 },
    mongo: { players: 1, answers: 1, points: 1000 },
    consistent: true,
  });
  expect((await cli('rebuild', sessionId)).stdout).toContain('nothing to rebuild');

  const redis = new Redis(podium.environment['REDIS_URL']!);
  await redis.del(keys.answers(sessionId, 'q0'));
  expect(await readAudit(host, sessionId)).toMatchObject({ redis: { answers: 1 }, consistent: true });
  await redis.del(await redis.keys(`podium:{${sessionId}}:*`));
  redis.disconnect();
  const rebuilt = await cli('rebuild', sessionId);
  expect(rebuilt).toMatchObject({ code: 0, stdout: `session ${sessionId} is back from MongoDB\n` });
  expect((await host.leaderboard(sessionId)).top).toMatchObject([{ playerId: player.id, score: 1000 }]);
});

it('audits a session by its own answers, whatever other sessions have under way', async () => {
  const enter = async (sessionId: string) => {
    const player = await Player.enter(await Player.join(podium.url, sessionId), { url: podium.ws[0]!.url });
    await player.open(0);
    expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    player.close();
  };
  const atRest = await host.session(singles(1));
  await enter(atRest.sessionId);
  await auditSettled(host, atRest.sessionId);

  const worker = podium.workers[0]!;
  process.kill(worker.pid, 'SIGSTOP');
  try {
    const underWay = await host.session(singles(1));
    await enter(underWay.sessionId);
    const lagging = await until(
      async () => {
        const audit = await readAudit(host, atRest.sessionId);
        return audit.pending.kafkaLag > 0 && audit;
      },
      { what: 'a message that no worker has taken', withinMs: 20_000 },
    );
    expect(lagging).toMatchObject({ consistent: true, differences: [] });
    expect(await readAudit(host, underWay.sessionId)).toMatchObject({ consistent: false });
  } finally {
    process.kill(worker.pid, 'SIGCONT');
  }
});

it('says what is wrong with what it was asked', async () => {
  expect(await cli('audit', 'nowhere')).toMatchObject({ code: 1 });
  expect(await cli('rebuild', 'nowhere')).toMatchObject({ code: 1 });
  expect((await cli('audit', '--', '-nowhere')).stderr).toContain('There is no session -nowhere');
  expect((await cli('audit')).stderr).toContain("missing required argument 'sessionId'");
  expect((await cli('--help')).stdout).toContain('prepare');
});
