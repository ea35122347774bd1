import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { program } from 'commander';
import { run } from './engines/run-tool.js';
import { fromBuild, fromContracts, generated } from './generated.js';
import { root } from './roles.js';

/** The files that differ from what they should be. */
async function stale(files: Record<string, string>): Promise<[path: string, text: string][]> {
  const current = await Promise.all(
    Object.keys(files).map((path) => readFile(join(root, path), 'utf8').catch(() => undefined)),
  );
  return Object.entries(files).filter(([, text], at) => current[at] !== text);
}

async function write(files: Record<string, string>): Promise<boolean> {
  const changed = await stale(files);
  for (const [path, text] of changed) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`${path} written`);
  }
  return changed.length > 0;
}

program
  .name('npm run generate --')
  .description(
    'Writes the files that are made from source and committed; a test says when one is not what it should be.',
  )
  .option('--check', 'write nothing; exit 1 when a file differs')
  .action(async ({ check }: { check?: boolean }) => {
    if (check) {
      for (const [path] of await stale(await generated())) {
        console.log(`${path} differs: npm run generate`);
        process.exitCode = 1;
      }
      return;
    }
    // The build of the server needs these files.
    if (await write(fromContracts()))
      await run(process.execPath, [join(root, 'dev/run.mjs'), 'dist/server/podium.js', '--help']);
    await write(await fromBuild());
  });
await program.parseAsync();
