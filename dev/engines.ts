import { program } from 'commander';
import { startEngines } from './engines/index.js';
import { firstExit, runUntilAsked } from './lifetime.js';
import { parsePort } from './options.js';

interface Options {
  data?: string;
  redisPort?: number;
  kafkaPort?: number;
  mongoPort?: number;
}

program
  .name('npm run engines --')
  .description('Runs Redis, Kafka and MongoDB on this machine, without Docker, until Ctrl-C.')
  .option('--data <folder>', 'keep the data there; without it, it is gone at the end')
  .option('--redis-port <port>', 'instead of a free one', parsePort)
  .option('--kafka-port <port>', 'instead of a free one', parsePort)
  .option('--mongo-port <port>', 'instead of a free one', parsePort)
  .action(({ data, redisPort, kafkaPort, mongoPort }: Options) =>
    runUntilAsked(async () => {
      const engines = await startEngines({
        dataDir: data,
        ports: { redis: redisPort, kafka: kafkaPort, mongo: mongoPort },
        onProgress: (line) => console.error(line),
      });
      for (const [name, value] of Object.entries(engines.environment))
        console.log(`export ${name}='${value}'`);
      for (const { name, pid, log } of engines.all) console.error(`# ${name}: process ${pid}, log ${log}`);
      console.error('# Ctrl-C stops them');
      return { stop: engines.stop, failed: firstExit(engines.all) };
    }),
  );
await program.parseAsync();
