import { onPlatform } from '../app.module.js';
import type { Environment } from '../platform/config/environment.js';
import { PodiumIoAdapter } from '../platform/sockets/podium-io.adapter.js';
import { WsModule } from './ws.module.js';
import { createRole } from './role-application.js';

/** Sockets: players, hosts and the moving leaderboard. */
export async function bootstrap(env: Environment): Promise<void> {
  const app = await createRole(onPlatform(WsModule, env));
  app.useWebSocketAdapter(new PodiumIoAdapter(app, env));
  await app.listen(env.PORT);
}
