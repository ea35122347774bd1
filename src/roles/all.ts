import { onPlatform } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { allowOrigins } from '../platform/http/allowed-origins.js';
import { setupOpenApi } from '../platform/http/openapi.js';
import { serveWebClient } from '../platform/http/web-client.js';
import { KafkaBatchServer } from '../platform/log/kafka/kafka-batch-server.js';
import { PodiumIoAdapter } from '../platform/sockets/podium-io.adapter.js';
import { AllModule } from './all.module.js';
import { createRole } from './role-application.js';

/** Everything in one process, for development and small installations. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(onPlatform(AllModule, env));
  app.useWebSocketAdapter(new PodiumIoAdapter(app, env));
  app.connectMicroservice({ strategy: new KafkaBatchServer(env) });
  allowOrigins(app, env);
  setupOpenApi(app);
  serveWebClient(app, env);
  await app.startAllMicroservices();
  await app.listen(env.PORT);
}
