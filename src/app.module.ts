import type { DynamicModule, ModuleMetadata, Type } from '@nestjs/common';
import { ConfigModule } from './platform/config/config.module.js';
import type { Environment } from './platform/config/environment.js';
import { HealthModule } from './platform/health/health.module.js';
import { LifecycleModule } from './platform/lifecycle/lifecycle.module.js';
import { LoggingModule } from './platform/logging/logging.module.js';
import { DurabilityModule } from './platform/redis/durability.module.js';
import { RedisModule } from './platform/redis/redis.module.js';
import { TracingModule } from './platform/tracing/tracing.module.js';

export type Imports = NonNullable<ModuleMetadata['imports']>;

/** A role's module with the modules that every role needs. Each role has a file in `roles/`, so that a process loads no other. */
export const onPlatform = (module: Type, env: Environment): DynamicModule => ({
  module,
  imports: [
    ConfigModule.forRoot(env),
    LoggingModule,
    HealthModule,
    RedisModule,
    DurabilityModule,
    TracingModule,
    LifecycleModule,
  ],
});
