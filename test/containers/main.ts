/**
 * `npm run test:containers`: builds the image and runs both compose files for real, plays the demo through the load
 * balancer, and checks the running containers. Needs a Docker Engine with compose and about 6 GB of memory for the cluster.
 */
import { program } from 'commander';
import { freePort } from '../../dev/engines/ports.js';
import { Checks } from '../support/checks.js';
import { containersOf, docker, lines, shown, type Container } from './docker.js';

const FILES = {
  podium: ['docker/compose.yaml'],
  'podium-cluster': ['docker/compose.yaml', 'docker/compose.cluster.yaml'],
};
/** Services that end when their work is done. */
const ENDING = ['secret', 'prepare', 'redis-cluster'];
const ROLES = ['api', 'ws-1', 'ws-2', 'worker'];
/** The most bytes that the image adds to its base image. */
const MOST_BYTES = 350e6;
const UP_S = 300;

const serviceOf = ({ Config }: Container) => Config.Labels['com.docker.compose.service']!;
const sizeOf = async (image: string) => Number(await docker('image', 'inspect', '-f', '{{.Size}}', image));

/** The powers of a process in the container, as the process itself finds them. */
async function powersOf({ Name }: Container): Promise<string> {
  const script = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const status = readFileSync('/proc/self/status', 'utf8');
    let write = 'allowed';
    try { writeFileSync('/app/x', ''); } catch (error) { write = error.code; }
    console.log(/CapEff:\\s*(\\w+)/.exec(status)[1], process.getuid(), write);`;
  return docker('exec', Name.slice(1), 'node', '-e', script);
}

async function tryOut(project: string, files: string[], checks: Checks): Promise<void> {
  const port = await freePort();
  const environment = { PODIUM_PORT: String(port), PODIUM_ADDRESS: '127.0.0.1' };
  const compose = (...args: string[]) =>
    shown('docker', ['compose', ...files.flatMap((file) => ['-f', file]), ...args], environment);
  const is = (what: string, truth: boolean, seen?: unknown) => checks.is(`${project}: ${what}`, truth, seen);

  is('compose understands the files', await compose('config', '--quiet'));
  try {
    const up = await compose('up', '--build', '--wait', '--wait-timeout', String(UP_S));
    is('everything comes up', up);
    if (!up) await compose('logs', '--tail', '20');
    const containers = await containersOf(project);
    for (const container of containers) {
      const { Status, ExitCode, Health } = container.State;
      const name = serviceOf(container);
      if (ENDING.includes(name))
        is(`${name} has done its work`, Status === 'exited' && ExitCode === 0, container.State);
      else is(`${name} is healthy`, Health?.Status === 'healthy', container.State);
      const { CapDrop, Privileged, SecurityOpt } = container.HostConfig;
      const bare = CapDrop?.includes('ALL') && !Privileged && SecurityOpt?.includes('no-new-privileges:true');
      is(`${name} has no capabilities`, bare === true, container.HostConfig);
    }
    const roles = containers.filter((container) => ROLES.includes(serviceOf(container)));
    is('every role runs', roles.length === ROLES.length, containers.map(serviceOf));
    for (const role of roles) {
      const powers = await powersOf(role).catch(String);
      is(
        `${serviceOf(role)} is nobody and can write nothing`,
        powers === '0000000000000000 10001 EROFS',
        powers,
      );
    }
    const play = [
      'dev/run.mjs',
      'dev/demo.ts',
      '--url',
      `http://127.0.0.1:${port}`,
      '--players',
      '100',
      '--questions',
      '10',
    ];
    is(
      'the demo plays through the load balancer, and the audit is consistent',
      await shown(process.execPath, play),
    );
  } finally {
    await compose('down', '-v', '--timeout', '30');
  }
  const label = `label=com.docker.compose.project=${project}`;
  const left = await Promise.all([
    docker('ps', '-aq', '--filter', label),
    docker('volume', 'ls', '-q', '--filter', label),
    docker('network', 'ls', '-q', '--filter', label),
  ]);
  is('down -v leaves nothing', left.flatMap(lines).length === 0, left);
}

async function tryImage(checks: Checks): Promise<void> {
  const base = `${process.env['NODE_IMAGE'] ?? 'node'}:${process.env['NODE_TAG'] ?? '20-bookworm-slim'}`;
  const built = await docker('image', 'inspect', '-f', '{{.Config.User}}', 'podium:local');
  checks.is('the image runs as a number', built === '10001:10001', built);
  const over = (await sizeOf('podium:local')) - (await sizeOf(base));
  checks.is(`the image is ${(over / 1e6).toFixed(0)} MB larger than its base`, over < MOST_BYTES, over);
}

program
  .name('npm run test:containers --')
  .description('Builds the image, runs both compose files, plays through them and takes them down again.')
  .argument('[projects...]', `only these: ${Object.keys(FILES).join(', ')}`)
  .action(async (given: string[]) => {
    const checks = new Checks();
    for (const [project, files] of Object.entries(FILES)) {
      if (given.length === 0 || given.includes(project)) await tryOut(project, files, checks);
    }
    await tryImage(checks);
    process.exitCode = checks.end();
  });
await program.parseAsync();
