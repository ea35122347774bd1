import 'reflect-metadata';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../platform/config/config.module.js';
import { loadEnvironment } from '../platform/config/load-environment.js';
import { HealthModule } from '../platform/health/health.module.js';
import { LoggingModule } from '../platform/logging/logging.module.js';
import { MongoModule } from '../platform/mongo/mongo.module.js';
import { DurabilityModule } from '../platform/redis/durability.module.js';
import { RedisModule } from '../platform/redis/redis.module.js';

@Module({})
class CliModule {}

/** Runs a command within the modules that it needs, and closes every connection after it. */
export async function withContext<Result>(
  modules: Type[],
  work: (context: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const env = loadEnvironment({ LOG_LEVEL: 'warn', ...process.env });
  const platform = [
    ConfigModule.forRoot(env),
    LoggingModule,
    HealthModule,
    RedisModule,
    DurabilityModule,
    MongoModule,
  ];
  const context = await NestFactory.createApplicationContext(
    { module: CliModule, imports: [...platform, ...modules] },
    { logger: ['error', 'warn'] },
  );
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
