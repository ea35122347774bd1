import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { program } from 'commander';
import { engineTools, startEngines, type Engine } from './engines/index.js';
import { ensureTools } from './engines/install.js';
import { isFree } from './engines/ports.js';
import { TOOLS } from './engines/tools.js';
import { firstExit, runUntilAsked, type Running } from './lifetime.js';
import { parseCount, parsePort } from './options.js';
import { root } from './roles.js';
import { startSystem } from './system.js';

interface Options {
  port: number;
  data: string;
  api: number;
  ws: number;
  workers: number;
}

const onProgress = (line: string) => console.error(line);

/** The secret is kept beside the data, so that hosts and players stay signed in when the system starts again. */
async function jwtSecret(folder: string): Promise<string> {
  const file = join(folder, 'jwt-secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const secret = randomBytes(32).toString('base64url');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

const row = ({ name, port, pid, log }: Engine) =>
  `  ${name.padEnd(10)} port ${String(port).padEnd(6)} process ${String(pid).padEnd(8)} ${log}`;

async function start({ port, data, api, ws, workers }: Options): Promise<Running> {
  if (!(await isFree(port))) {
    throw new Error(
      `Port ${port} is taken by another program. Stop it, or choose another: npm start -- --port 8090`,
    );
  }
  // All tools are checked at once, so that one message names everything that is missing.
  await ensureTools([...engineTools(['redis', 'kafka', 'mongo']), TOOLS.haproxy], onProgress);
  onProgress('starting Redis, Kafka and MongoDB …');
  const engines = await startEngines({ dataDir: data, onProgress });
  try {
    const environment = { JWT_SECRET: process.env.JWT_SECRET ?? (await jwtSecret(engines.dataDir)) };
    const system = await startSystem({ engines, api, ws, workers, port, environment, onProgress });
    const all = [...engines.all, ...system.all];
    console.log(
      [
        '',
        ...all.map(row),
        '',
        `Podium runs at ${system.url}: open it and press "Try it" (API: ${system.url}/docs). Ctrl-C stops it.`,
      ].join('\n'),
    );
    const stop = async () => {
      await system.stop();
      await engines.stop();
    };
    return { stop, failed: firstExit(all) };
  } catch (error) {
    await engines.stop();
    throw error;
  }
}

program
  .name('npm start --')
  .description('Runs all of Podium on this machine, without Docker, until Ctrl-C. Data stays in .data/.')
  .option('--port <port>', 'where players and hosts come to', parsePort, 8080)
  .option('--data <folder>', 'where engines and logs live', join(root, '.data'))
  .option('--api <count>', 'api processes', parseCount, 1)
  .option('--ws <count>', 'ws processes', parseCount, 1)
  .option('--workers <count>', 'worker processes', parseCount, 1)
  .action((options: Options) => runUntilAsked(() => start(options)));
await program.parseAsync();
