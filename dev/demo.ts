import { program } from 'commander';
import { parseNodes, parsePlayers, parseQuestions, parseSeed, type DemoOptions } from './demo/options.js';
import { runDemo } from './demo/run-demo.js';

const WRONG_USE = 2;

program
  .name('npm run demo --')
  .description(
    'Plays a whole game on this machine with real Socket.IO clients, shows the leaderboard move,\n' +
      'and exits with 0 only if every acknowledged answer counted exactly once.',
  )
  .option('--players <n>', 'how many play; one in ten by HTTP long-polling', parsePlayers, 200)
  .option('--questions <n>', 'of a vocabulary quiz', parseQuestions, 20)
  .option('--seed <n>', 'another seed, another game', parseSeed, 1)
  .option('--ws <n>', 'ws nodes behind the load balancer', parseNodes, 2)
  .option('--keep', 'leave the system running after the game, until Ctrl-C')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USE))
  .action(async (options: DemoOptions) => process.exit(await runDemo(options)));
await program.parseAsync();
