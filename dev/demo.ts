import { program } from 'commander';
import {
  parseNodes,
  parsePlayers,
  parseQuestions,
  parseSeed,
  parseUrl,
  type DemoOptions,
} from './demo/options.js';
import { runDemo } from './demo/run-demo.js';

const WRONG_USE = 2;

program
  .name('npm run demo --')
  .description(
    'Plays a whole game on this machine with real Socket.IO clients, shows the leaderboard move,\n' +
      'and exits with 0 only if every acknowledged answer counted exactly once.',
  )
  .option('--live', 'a live session: a scripted host opens mixed questions for all')
  .option('--players <n>', 'how many play; one in ten by long-polling (200; live 300)', parsePlayers)
  .option('--questions <n>', 'of the quiz (20; live 8)', parseQuestions)
  .option('--seed <n>', 'another seed, another game', parseSeed, 1)
  .option('--ws <n>', 'ws nodes behind the load balancer', parseNodes, 2)
  .option('--url <address>', 'play on a system that runs already, such as http://localhost:8080', parseUrl)
  .option('--keep', 'leave the system running after the game, until Ctrl-C')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USE))
  .action(async (given: Partial<DemoOptions> & Pick<DemoOptions, 'seed' | 'ws'>) => {
    const usual = given.live ? { players: 300, questions: 8 } : { players: 200, questions: 20 };
    process.exit(await runDemo({ ...usual, ...given }));
  });
await program.parseAsync();
