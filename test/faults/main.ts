/** `npm run test:faults`: sessions under load on clusters, faults at random times, and a check that nothing was lost. */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { endGuard } from '../../dev/engines/guard.js';
import { untilAsked } from '../../dev/demo/asked.js';
import { plantedNames } from './planted/patch-file.js';
import { type PlantedOutcome, plantedRun, renderPlanted } from './planted/planted-run.js';
import { faultRun, type FaultRunOptions } from './run/fault-run.js';
import { isGood, renderRun, resultOf } from './run/report.js';

interface Options {
  minutes: number;
  seed: number;
  durability: FaultRunOptions['durability'];
  rate: number;
  joinKeys: boolean;
  kinds: string[];
  planted?: string;
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

const names = (text: string) => text.split(',').map((name) => name.trim());

const options = new Command('npm run test:faults --')
  .description(
    'Plays sessions on clusters of Redis, Kafka and MongoDB while processes, connections, clocks and keys of theirs are hit, then checks that no promise was broken: no acknowledged answer was lost, counted twice or changed, for one.',
  )
  .option('--minutes <number>', 'how long faults are done', between(0.2, 240), 20)
  .option('--seed <number>', 'faults and players follow from it', whole(0, 2 ** 31), 1)
  .addOption(
    new Option('--durability <mode>', 'ACK_DURABILITY of the run')
      .choices(['replica', 'primary'])
      .default('replica'),
  )
  .option('--rate <number>', 'answers a second in all', between(1, 500), 80)
  .option('--no-join-keys', 'joins carry no key: for a server of before there was one')
  .option('--kinds <names>', 'only these kinds of faults, by commas, * for anything', names, [])
  .option(
    '--planted <name>',
    'runs the server with a defect of test/faults/planted, or with each in turn: all',
  )
  .option('--result <file>', 'write the result there, as JSON')
  .parse()
  .opts<Options>();

const startedAt = Date.now();
const onProgress = (line: string) => {
  const at = new Date(Date.now() - startedAt).toISOString().slice(11, 19);
  console.error(`${at} ${line}`);
};

async function run(): Promise<number> {
  const { minutes, seed, durability, rate, joinKeys, kinds, planted, result } = options;
  const settings = { seed, durability, answersPerSecond: rate, joinKeys, onProgress };
  if (planted) return runPlanted(planted === 'all' ? plantedNames() : [planted], settings);
  const wanted = { ...settings, minutes, kinds };
  const outcome = await faultRun(wanted);
  console.log(renderRun(outcome));
  if (result) await writeFile(result, `${JSON.stringify(resultOf(wanted, outcome), undefined, 2)}\n`);
  return isGood(outcome) ? 0 : 1;
}

async function runPlanted(names: string[], settings: Parameters<typeof plantedRun>[1]): Promise<number> {
  const outcomes: PlantedOutcome[] = [];
  for (const name of names) {
    outcomes.push(await plantedRun(name, settings));
    console.log(renderPlanted(outcomes.slice(-1)));
  }
  if (outcomes.length > 1) console.log(`\n${renderPlanted(outcomes)}`);
  return outcomes.every(({ foundMs }) => foundMs !== undefined) ? 0 : 1;
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
