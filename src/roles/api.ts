import { ApiModule } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { setupOpenApi } from '../platform/http/openapi.js';
import { createRole } from './role-application.js';

/** REST and its documents. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(ApiModule.forRoot(env));
  setupOpenApi(app);
  await app.listen(env.PORT);
}
