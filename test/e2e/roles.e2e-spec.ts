import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root, type RoleProcess } from '../../dev/roles.js';
import type { SessionCreated } from '../../src/contracts/rest.js';
import { auditSettled } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Player, type Transport } from '../support/player.js';
import { freshBuild, type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { call } from '../support/rest.js';
import { until, within } from '../support/until.js';

const POLLING = '/socket.io/?EIO=4&transport=polling';

/** Runs `dist/server/main.js` to its end, with only this environment. */
async function runMain(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  try {
    const [code] = (await within(once(child, 'close'), 20_000, 'end of a role that can’t start')) as [number];
    return { code, output };
  } finally {
    child.kill('SIGKILL');
  }
}

describe('a wrong environment', () => {
  beforeAll(() => freshBuild());

  const WRONG: Record<string, string> = {
    PORT: '70001',
    REDIS_URL: 'http://value-of-redis',
    MONGODB_URL: 'value-of-mongo',
    KAFKA_BROKERS: 'value-of-kafka',
    PUBLIC_URL: 'value-of-url',
    ACK_DURABILITY: 'value-of-durability',
    LOG_LEVEL: 'value-of-level',
    JWT_SECRET: 'value-of-secret',
    NODE_NAME: 'value of name',
    SOCKET_EVENTS_PER_SECOND: '-3',
  };

  it.each(['api', 'ws', 'worker', 'all'])('stops %s with every name and no value', async (role) => {
    const { code, output } = await runMain({ ...WRONG, NODE_ENV: 'production', ROLE: role });
    expect(code).toBe(1);
    for (const [name, value] of Object.entries(WRONG)) {
      expect(output).toMatch(new RegExp(`^ *${name}: `, 'm'));
      expect(output).not.toContain(value);
    }
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('in production includes a secret that is missing, and a role that is none', async () => {
    const { code, output } = await runMain({ NODE_ENV: 'production', ROLE: 'everything-at-once' });
    expect(code).toBe(1);
    expect(output).toMatch(/^ *JWT_SECRET: /m);
    expect(output).toMatch(/^ *ROLE: /m);
    expect(output).not.toContain('everything-at-once');
  });
});

const nodeOf = ({ socket }: Player) => (socket.io.engine as unknown as { id: string }).id.split('.')[0];

/** Players who are connected to this node: the id of their connection begins with the node's name. */
const on = (players: Player[], name: string) =>
  players.filter((player) => player.socket.connected && nodeOf(player) === name);

/** The orderly ends of a process: by itself, or by repeating the signal once everything is closed. */
const CLEAN = [
  { code: 0, signal: null },
  { code: null, signal: 'SIGTERM' },
];

const status = async (url: string) => (await call('GET', url)).status;

async function terminate(one: RoleProcess) {
  const ended = one.exited;
  await one.kill('SIGTERM');
  const { code, signal } = await within(ended, 10_000, `end of ${one.name}`);
  return { code, signal };
}

describe('roles', () => {
  let podium: Podium;
  let host: Host;
  let idle: Socket;
  let idleAnswer = '';
  let idleSince = 0;

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment'), ws: 3 });
    idle = connect(podium.haproxy.port, '127.0.0.1');
    idle.on('data', (chunk) => (idleAnswer += String(chunk)));
    idle.write('GET /health/live HTTP/1.1\r\nHost: podium\r\n\r\n');
    await until(() => idleAnswer.includes('"ok"'), { what: 'answer', withinMs: 5_000 });
    idleSince = Date.now();
    host = await Host.register(podium.url);
  });
  afterAll(async () => {
    idle?.destroy();
    await podium?.stop();
  });

  const all = (): RoleProcess[] => [podium.api[0]!, podium.ws[0]!, podium.workers[0]!];

  it('tell of their health and give metrics, each on its own port', async () => {
    for (const { url, role } of all()) {
      expect(await call('GET', `${url}/health/live`)).toMatchObject({ status: 200, body: { status: 'ok' } });
      const ready = await call('GET', `${url}/health/ready`);
      expect([role, ready]).toMatchObject([role, { status: 200, body: { status: 'ok' } }]);
      const metrics = await call<string>('GET', `${url}/metrics`);
      expect(metrics.status).toBe(200);
      expect(metrics.headers.get('content-type')).toContain('text/plain');
      expect(metrics.body).toMatch(/^process_cpu_user_seconds_total \d/m);
    }
  });

  it('serve nothing but their own part', async () => {
    const [api, ws, worker] = all().map(({ url }) => url);
    expect(await status(`${api}/v1/hosts/me`)).toBe(401);
    expect(await status(`${api}/docs-json`)).toBe(200);
    expect(await status(`${api}${POLLING}`)).toBe(404);
    expect(await status(`${ws}${POLLING}`)).toBe(200);
    for (const other of [ws, worker]) {
      expect(await status(`${other}/v1/hosts/me`)).toBe(404);
      expect(await status(`${other}/v1/pins/123456`)).toBe(404);
      expect(await status(`${other}/docs`)).toBe(404);
    }
    expect(await status(`${worker}${POLLING}`)).toBe(404);
  });

  it('answer what they do not know with a problem', async () => {
    for (const { url } of all()) {
      const answer = await call('GET', `${url}/v2/nothing`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', status: 404 } });
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('a ws node told to end hands its players over, and no answer is lost', async () => {
    const session: SessionCreated = await host.session(singles(6));
    const players = await Promise.all(
      Array.from({ length: 24 }, async (_, place) => {
        const transport: Transport = place % 4 === 0 ? 'polling' : 'websocket';
        const joined = await Player.join(podium.url, session.sessionId);
        return Player.enter(joined, { url: podium.url, transport, reconnection: true });
      }),
    );
    // This node has players of both transports, so that both have to move.
    const leaving = podium.ws.find(({ name }) => name === nodeOf(players[0]!))!;
    const transports = on(players, leaving.name).map(({ socket }) => socket.io.engine.transport.name);
    expect(new Set(transports)).toEqual(new Set(['polling', 'websocket']));
    await Promise.all(
      players.map(async (player) => {
        await player.open(0);
        expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
      }),
    );
    expect(CLEAN).toContainEqual(await terminate(leaving));
    await until(
      () => players.every(({ socket }) => socket.connected) && on(players, leaving.name).length === 0,
      {
        what: () => `new node for ${players.filter(({ socket }) => !socket.connected).length} players`,
        withinMs: 10_000,
      },
    );
    await Promise.all(
      players.map(async (player) => {
        expect(await player.sync()).toMatchObject({ you: { playerId: player.id, answered: ['q0'] } });
        await player.open(1);
        expect(await player.answer('q1', ['a'])).toMatchObject({ status: 'accepted' });
      }),
    );
    const audit = await auditSettled(host, session.sessionId);
    expect(audit).toMatchObject({ consistent: true, mongo: { players: 24, answers: 48 } });
    players.forEach((player) => player.close());
    await leaving.restart();
  });

  it('end within 10 s of SIGTERM, in order and without an error', async () => {
    for (const one of all()) {
      expect(CLEAN).toContainEqual(await terminate(one));
    }
    const log = await podium.logged();
    expect(log.split('\n').filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
    for (const one of all()) await one.restart();
  });

  it('the load balancer keeps an idle connection as long as it was told', async () => {
    const promised = Number(/^keep-alive: timeout=(\d+)/im.exec(idleAnswer)?.[1] ?? 0) * 1_000;
    const openFor = Math.min(promised, 12_000);
    await sleep(Math.max(0, idleSince + openFor - Date.now()));
    expect(idle.readableEnded || idle.destroyed).toBe(false);
  });
});
