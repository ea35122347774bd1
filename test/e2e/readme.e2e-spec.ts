import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import { root } from '../../dev/roles.js';
import { startSystem, type System } from '../../dev/system.js';

const run = promisify(execFile);
const README_URL = 'http://localhost:8080';

let engines: Engines;
let system: System;

beforeAll(async () => {
  engines = await startEngines();
  system = await startSystem({ engines });
});
afterAll(async () => {
  await system?.stop();
  await engines?.stop();
});

/** The README's first code block of a language, with the address of this system. */
async function example(language: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const block = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme);
  return block![1]!.replaceAll(README_URL, system.url);
}

it('runs the README: a host opens a session, a player answers', async () => {
  const { stdout } = await run('bash', ['-euc', await example('bash')]);
  const pin = /PIN=(\d{6})/.exec(stdout)![1]!;
  // The script is inside the repository, where Node finds socket.io-client.
  const script = join(root, `readme-player-${process.pid}.mjs`);
  await writeFile(script, await example('js'));
  try {
    const player = await run(process.execPath, [script, pin]);
    expect(player.stdout.match(/-> accepted \d+ points, rank 1/g)).toHaveLength(5);
    expect(player.stdout).toMatch(/leaderboard \d+: \{/);
  } finally {
    await rm(script);
  }
});
