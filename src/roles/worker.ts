import { WorkerModule } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { KafkaBatchServer } from '../platform/log/kafka/kafka-batch-server.js';
import { createRole } from './role-application.js';

/** Kafka to MongoDB; its port answers health checks and metrics only. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(WorkerModule.forRoot(env));
  app.connectMicroservice({ strategy: new KafkaBatchServer(env) });
  await app.startAllMicroservices();
  await app.listen(env.PORT);
}
