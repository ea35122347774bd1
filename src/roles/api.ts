import { onPlatform } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { allowOrigins } from '../platform/http/allowed-origins.js';
import { setupOpenApi } from '../platform/http/openapi.js';
import { serveWebClient } from '../platform/http/web-client.js';
import { ApiModule } from './api.module.js';
import { createRole } from './role-application.js';

/** REST, its documents, and the web client. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(onPlatform(ApiModule, env));
  allowOrigins(app, env);
  setupOpenApi(app);
  serveWebClient(app, env);
  await app.listen(env.PORT);
}
