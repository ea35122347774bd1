import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from '../../dev/roles.js';
import { ApiError, GameClient, LineClosed, PodiumApi, SessionLine } from '../../src/client/index.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const JOINS_PER_SECOND = 5;
const run = promisify(execFile);

let podium: Podium;
let host: Host;
let api: PodiumApi;
beforeAll(async () => {
  podium = await startPodium({
    engines: inject('environment'),
    environment: { JOINS_PER_SECOND: String(JOINS_PER_SECOND) },
  });
  host = await Host.register(podium.url);
  api = new PodiumApi(podium.url);
});
afterAll(() => podium?.stop());

describe('the package that the build makes', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podium-client-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is all that its README’s example needs, to compile and to play', async () => {
    const modules = join(folder, 'node_modules');
    const installed = join(modules, '@podium/client');
    await mkdir(installed, { recursive: true });
    await run('npm', ['pack', '--silent', '--pack-destination', folder, join(root, 'dist/client')]);
    await run('tar', ['xzf', join(folder, 'podium-client-0.1.0.tgz'), '--strip', '1', '-C', installed]);
    // The packages that a registry would install with it.
    for (const name of ['socket.io-client', '@types']) {
      await symlink(join(root, 'node_modules', name), join(modules, name));
    }
    const readme = await readFile(join(installed, 'README.md'), 'utf8');
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    await writeFile(join(folder, 'play.ts'), /```ts\n([^]*?)```/.exec(readme)![1]!);
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--types', 'node'];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '--module', 'nodenext', '--target', 'es2022', ...strict, 'play.ts'], {
      cwd: folder,
    });
    const { pin } = await host.session(singles(1));
    const { stdout } = await run(process.execPath, ['play.js', podium.url, pin, 'Ada'], { cwd: folder });
    expect(stdout).toMatch(/^open: /m);
    expect(stdout).toMatch(/^accepted \d+$/m);
  });
});

describe('refusals', () => {
  it('says why a call was refused, and that nobody answers', async () => {
    await expect(api.lookUp('000000')).rejects.toMatchObject({ status: 404, code: 'PIN_UNKNOWN' });
    const nobody = new PodiumApi('http://127.0.0.1:1');
    const error = await nobody.lookUp('000000').catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 0, code: 'UNREACHABLE' });
    expect((error as Error).message).toContain('http://127.0.0.1:1');
  });

  it('waits after a 429 as often as it may', async () => {
    const { pin } = await host.session(singles(1));
    const joins = (client: PodiumApi, name: string) =>
      Promise.allSettled(
        Array.from({ length: 2 * JOINS_PER_SECOND }, (_, index) => client.join(pin, `${name} ${index}`)),
      );
    const hasty = await joins(api, 'hasty');
    const refused = hasty.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => (reason as ApiError).code)).toContain('TOO_MANY_JOINS');
    const patient = await joins(new PodiumApi(podium.url, 30), 'patient');
    expect(patient.every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('closes for good after a bad token, and after being sent away', async () => {
    const line = new SessionLine({ url: podium.url, token: 'no token at all' });
    await expect(line.connected()).rejects.toEqual(new LineClosed('TOKEN_INVALID'));
    await expect(line.ask('sync', {})).rejects.toThrow('TOKEN_INVALID');

    const { sessionId } = await host.session(singles(1));
    const { playerToken, playerId } = await Player.join(podium.url, sessionId);
    const game = new GameClient({ url: podium.url, token: playerToken });
    await until(() => game.get().line === 'online', { what: 'connection', withinMs: 5_000 });
    await host.command(sessionId, 'kick', playerId);
    await until(() => game.get().line === 'closed', { what: 'end of the line', withinMs: 5_000 });
    expect(game.get().reason).toBe('kicked');
    await expect(game.open(0)).rejects.toBeInstanceOf(LineClosed);
    game.close();
  });
});

describe('a line that breaks', () => {
  it('comes back by itself after the server has cut it off, and loses no answer', async () => {
    const { sessionId } = await host.session(singles(30));
    const { playerToken } = await Player.join(podium.url, sessionId);
    const line = new SessionLine({ url: podium.url, token: playerToken });
    const reasons: string[] = [];
    line.socket.on('disconnect', (reason) => void reasons.push(reason));
    await line.connected();
    // This is more than a socket may send: it gets `busy` first, and is then cut off. All is sent again until it is acknowledged.
    const opened = await Promise.all(
      Array.from({ length: 200 }, (_, index) => line.ask('question', { index: index % 30 })),
    );
    expect(opened.every(({ status }) => status === 'ok')).toBe(true);
    expect(reasons).toContain('io server disconnect');
    const acks = [];
    for (let index = 0; index < 10; index++) {
      acks.push(await line.ask('answer', { questionId: `q${index}`, value: ['a'] }));
    }
    expect(acks.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'accepted'));
    line.close();
  }, 60_000);
});

describe('a view', () => {
  it('asks for a question that never came, and ignores what is old', async () => {
    const { sessionId } = await host.live(singles(2));
    const { playerToken } = await Player.join(podium.url, sessionId);
    const game = new GameClient({ url: podium.url, token: playerToken });
    await until(() => game.get().line === 'online' && game.get().session !== undefined, {
      what: 'state',
      withinMs: 5_000,
    });
    const lobby = game.get().session!;
    await host.command(sessionId, 'start');
    await until(() => game.get().session?.question !== undefined, { what: 'question', withinMs: 5_000 });
    const asked = game.get().session!;

    game.tell({ type: 'session', state: lobby });
    expect(game.get().session).toBe(asked);

    // This state arrives as if its question had been lost on the way.
    game.tell({ type: 'session', state: { ...asked, index: 7, question: undefined } });
    expect(game.get().session!.question).toBeUndefined();
    await until(() => game.get().session?.question !== undefined, { what: 'healing', withinMs: 5_000 });
    expect(game.get().session).toMatchObject({ index: 0, question: asked.question });
    game.close();
  });
});
