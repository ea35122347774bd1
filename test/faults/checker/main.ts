import { program } from 'commander';
import { checkRun } from './check-run.js';
import { renderVerdict } from './render-verdict.js';

const VIOLATED = 1;
/** The exit code for wrong use, or for evidence that cannot be read: then nothing is known about the run. */
const NO_VERDICT = 2;

interface Options {
  history: string;
  faults?: string;
  metrics?: string;
  mongo: string;
  kafka: string;
  redis: string;
}

program
  .name('npx tsx test/faults/checker/main.ts')
  .description(
    'Judges a fault run by what its clients wrote down and what the stores hold.\n' +
      'Exits with 0 when nothing is wrong, 1 on any violation, 2 when there is no verdict.',
  )
  .requiredOption('--history <file>', 'history.jsonl of the run')
  .option('--faults <file>', 'faults.jsonl of the run')
  .option('--metrics <file>', 'metrics.jsonl of the run')
  .requiredOption('--mongo <url>', 'MongoDB with its database, mongodb://…/podium')
  .requiredOption('--kafka <brokers>', 'host:port, comma-separated')
  .requiredOption('--redis <url>', 'redis://host:port or redis-cluster://host:port,host:port')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : NO_VERDICT))
  .action(async ({ mongo, kafka, redis, ...files }: Options) => {
    try {
      const verdict = await checkRun({ ...files, mongoUrl: mongo, kafkaBrokers: kafka, redisUrl: redis });
      console.log(renderVerdict(verdict));
      process.exitCode = verdict.ok ? 0 : VIOLATED;
    } catch (error) {
      console.error(`no verdict: ${(error as Error).message}`);
      process.exitCode = NO_VERDICT;
    }
  });
await program.parseAsync();
