import { program } from 'commander';
import type { Engine } from './engines/child.js';
import { startClusterEngines } from './engines/cluster/index.js';
import { startEngines } from './engines/index.js';
import { firstExit, runUntilAsked, type Running } from './lifetime.js';
import { parsePort } from './options.js';

interface Options {
  cluster?: true;
  data?: string;
  redisPort?: number;
  kafkaPort?: number;
  mongoPort?: number;
}

const onProgress = (line: string) => console.error(line);

function show(engines: { environment: Record<string, string>; all: Engine[] }): void {
  for (const [name, value] of Object.entries(engines.environment)) console.log(`export ${name}='${value}'`);
  for (const { name, pid, log } of engines.all) console.error(`# ${name}: process ${pid}, log ${log}`);
  console.error('# Ctrl-C stops them');
}

async function runSingle({ data, redisPort, kafkaPort, mongoPort }: Options): Promise<Running> {
  const engines = await startEngines({
    dataDir: data,
    ports: { redis: redisPort, kafka: kafkaPort, mongo: mongoPort },
    onProgress,
  });
  show(engines);
  return { stop: engines.stop, failed: firstExit(engines.all) };
}

/** A cluster is meant to survive the end of a node, so that end is only reported. */
async function runCluster({ data }: Options): Promise<Running> {
  const engines = await startClusterEngines({ dataDir: data, onProgress });
  show(engines);
  let stopping = false;
  for (const engine of engines.all)
    void firstExit([engine]).then((sentence) => !stopping && console.error(`# ${sentence}`));
  const stop = () => {
    stopping = true;
    return engines.stop();
  };
  return { stop, failed: new Promise(() => {}) };
}

program
  .name('npm run engines --')
  .description('Runs Redis, Kafka and MongoDB on this machine, without Docker, until Ctrl-C.')
  .option('--cluster', 'six Redis, three Kafka and three MongoDB nodes instead of one each')
  .option('--data <folder>', 'keep the data there; without it, it is gone at the end')
  .option('--redis-port <port>', 'instead of a free one', parsePort)
  .option('--kafka-port <port>', 'instead of a free one', parsePort)
  .option('--mongo-port <port>', 'instead of a free one', parsePort)
  .action((options: Options) => {
    const single = program.options.find(
      (option) =>
        option.long?.endsWith('-port') && program.getOptionValue(option.attributeName()) !== undefined,
    );
    if (options.cluster && single) {
      program.error(
        `error: ${single.long} is for a single engine: with --cluster every node has a free port`,
      );
    }
    return runUntilAsked(() => (options.cluster ? runCluster(options) : runSingle(options)));
  });
await program.parseAsync();
