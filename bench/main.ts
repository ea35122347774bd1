/** `npm run bench`: runs every bench, or the named ones; prints a table at the end and can keep a file for each in results/. */
import { Argument, Command, InvalidArgumentError } from 'commander';
import { startEngines } from '../dev/engines/index.js';
import { prepare } from '../dev/system.js';
import { answer } from './answer.js';
import type { Bench } from './bench.js';
import { board } from './board.js';
import { crowd } from './crowd.js';
import { freshness } from './freshness.js';
import { growth } from './growth.js';
import { idle } from './idle.js';
import { join } from './join.js';
import { large } from './large.js';
import { latency } from './latency.js';
import { machine } from './machine.js';
import { memory } from './memory.js';
import { persist } from './persist.js';
import { question } from './question.js';
import { soak } from './soak.js';
import { type Result, table } from './table.js';
import { keep } from './results.js';

const BENCHES: Bench[] = [
  // Idle comes first: the worker looks at every open session, and the other benches leave theirs open.
  idle,
  answer,
  crowd,
  latency,
  board,
  freshness,
  question,
  persist,
  join,
  memory,
  growth,
  large,
  soak,
];

const parsePairs = (text: string): number => {
  const pairs = Number(text);
  if (!Number.isInteger(pairs) || pairs < 1 || pairs > 50) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 50.');
  }
  return pairs;
};

const command = new Command('npm run bench --')
  .description(
    'Measures Podium beside what bounds it, in the same run. Wants a quiet machine of two processors.',
  )
  .addArgument(new Argument('[names...]', 'only these').choices(BENCHES.map(({ name }) => name)))
  .option('--pairs <n>', 'alternating pairs', parsePairs, 5)
  .option('--write', 'keep the results under bench/results, and in the table of bench/README.md')
  .parse();
const { pairs, write } = command.opts<{ pairs: number; write?: true }>();
const wanted = BENCHES.filter(({ name, onlyByName }) =>
  command.args.length === 0 ? !onlyByName : command.args.includes(name),
);

const say = (line: string) => console.error(`  ${line}`);
const engines = await startEngines({ onProgress: say });
const results: Result[] = [];
const failed: string[] = [];
try {
  await prepare(engines.environment);
  for (const { name, title, run } of wanted) {
    const started = performance.now();
    console.error(`\n${name}: ${title}`);
    try {
      const figures = await run({ engines, pairs, say });
      const seconds = Math.round((performance.now() - started) / 1_000);
      const at = new Date().toISOString();
      results.push({ bench: name, title, at, seconds, pairs, machine: machine(), figures });
    } catch (error) {
      // The other benches run all the same.
      say(`failed: ${(error as Error).message}`);
      failed.push(name);
    }
    if (write) {
      await keep(
        results,
        BENCHES.map((bench) => bench.name),
      );
    }
  }
} finally {
  await engines.stop();
}
console.log(`\n${table(results)}`);
if (failed.length > 0) console.log(`\nwithout a result: ${failed.join(', ')}`);
const missed = results.flatMap(({ figures }) => figures.filter(({ reached }) => reached === false));
process.exit(missed.length + failed.length === 0 ? 0 : 1);
