/** `npm run test:faults`: sessions under load on clusters, faults at random times, and a check that nothing was lost. */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { endGuard } from '../../dev/engines/guard.js';
import { untilAsked } from '../../dev/demo/asked.js';
import { faultRun, type FaultRunOptions } from './run/fault-run.js';
import { isGood, renderRun, resultOf } from './run/report.js';

interface Options {
  minutes: number;
  seed: number;
  durability: FaultRunOptions['durability'];
  rate: number;
  result?: string;
}

const between = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
};

const whole = (least: number, most: number) => (text: string) => {
  const value = between(least, most)(text);
  if (Number.isInteger(value)) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
};

const options = new Command('npm run test:faults --')
  .description(
    'Plays sessions on clusters of Redis, Kafka and MongoDB while their processes are killed, stopped and cut off, then checks that no acknowledged answer was lost, counted twice or changed.',
  )
  .option('--minutes <number>', 'how long faults are done', between(0.2, 240), 20)
  .option('--seed <number>', 'faults and players follow from it', whole(0, 2 ** 31), 1)
  .addOption(
    new Option('--durability <mode>', 'ACK_DURABILITY of the run')
      .choices(['replica', 'primary'])
      .default('replica'),
  )
  .option('--rate <number>', 'answers a second in all', between(1, 500), 80)
  .option('--result <file>', 'write the result there, as JSON')
  .parse()
  .opts<Options>();

async function run(): Promise<number> {
  const { minutes, seed, durability, rate, result } = options;
  const startedAt = Date.now();
  const onProgress = (line: string) => {
    const at = new Date(Date.now() - startedAt).toISOString().slice(11, 19);
    console.error(`${at} ${line}`);
  };
  const settings = { minutes, seed, durability, answersPerSecond: rate, onProgress };
  const outcome = await faultRun(settings);
  console.log(renderRun(outcome));
  if (result) await writeFile(result, `${JSON.stringify(resultOf(settings, outcome), undefined, 2)}\n`);
  return isGood(outcome) ? 0 : 1;
}

const asked = untilAsked();
try {
  process.exitCode = await Promise.race([run(), asked]);
} catch (error) {
  console.error((error as Error).stack);
  process.exitCode = 1;
} finally {
  await endGuard();
}
process.exit();
