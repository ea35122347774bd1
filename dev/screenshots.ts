/** `npm run screenshots`: plays the games of test/web and saves every screen that they check. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { program } from 'commander';
import { root } from './roles.js';

program
  .name('npm run screenshots --')
  .description('Keeps every screen in three sizes and both themes, as <screen>-<size>-<theme>.png.')
  .option('--folder <folder>', 'where to', 'screenshots')
  .action(({ folder }: { folder: string }) => {
    const child = spawn(
      'npx',
      ['--no-install', 'vitest', 'run', '--project', 'web', 'live', 'self-paced', 'author'],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, PODIUM_SCREENSHOTS: resolve(folder) },
      },
    );
    child.once('exit', (code) => {
      if (code === 0) console.log(`The screens are in ${resolve(folder)}.`);
      process.exitCode = code ?? 1;
    });
  });
await program.parseAsync();
