import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { program } from 'commander';
import { generated } from './generated.js';
import { root } from './roles.js';

program
  .name('npm run generate --')
  .description(
    'Writes the files that are made from source and committed; a test says when one is not what it should be.',
  )
  .option('--check', 'write nothing; exit 1 when a file differs')
  .action(async ({ check }: { check?: boolean }) => {
    for (const [path, text] of Object.entries(await generated())) {
      const file = join(root, path);
      if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
      console.log(`${path} ${check ? 'differs: npm run generate' : 'written'}`);
      if (check) process.exitCode = 1;
      else await mkdir(dirname(file), { recursive: true }).then(() => writeFile(file, text));
    }
  });
await program.parseAsync();
