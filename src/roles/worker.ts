import { onPlatform } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { KafkaBatchServer } from '../platform/log/kafka/kafka-batch-server.js';
import { WorkerModule } from './worker.module.js';
import { createRole } from './role-application.js';

/** Kafka to MongoDB; its port answers health checks and metrics only. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(onPlatform(WorkerModule, env));
  app.connectMicroservice({ strategy: new KafkaBatchServer(env) });
  await app.startAllMicroservices();
  await app.listen(env.PORT);
}
