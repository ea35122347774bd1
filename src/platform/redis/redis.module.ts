import { Global, Inject, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { ReadinessChecks } from '../health/readiness-checks.js';
import { connectRedis, IMPATIENT, pingRedis, type RedisConnection } from './connect.js';

/** Token of the connection that commands and scripts use. */
export const REDIS = Symbol('REDIS');
/** Token of the connection that only subscribes. */
export const REDIS_SUBSCRIBER = Symbol('REDIS_SUBSCRIBER');

const logged = (connection: RedisConnection, name: string): RedisConnection => {
  const logger = new Logger(`Redis ${name}`);
  let last = '';
  connection.on('error', (error: Error) => {
    // The client repeats its error with every try to reconnect to a lost Redis; one log line is enough.
    if (error.message !== last) logger.error(error.message);
    last = error.message;
  });
  connection.on('ready', () => {
    if (last) logger.log('connected again');
    last = '';
  });
  return connection;
};

@Injectable()
class RedisLifecycle implements OnApplicationShutdown {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisConnection,
    env: Environment,
    readiness: ReadinessChecks,
  ) {
    // A ws node keeps its players' connections while Redis is away; otherwise all of them would reconnect at once.
    readiness.register('redis', () => pingRedis(redis), {
      neededBy: env.ROLE === 'ws' ? 'newcomers' : 'everyone',
    });
  }

  /** The last hook of a shutdown: relay and sweeper still write in the earlier ones. */
  onApplicationShutdown() {
    this.redis.disconnect();
    this.subscriber.disconnect();
  }
}

// ADR 22: why the connection is injected as it is. ADR 23: why this module is global.
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [Environment],
      useFactory: (env: Environment) => logged(connectRedis(env.REDIS_URL, IMPATIENT), 'commands'),
    },
    {
      provide: REDIS_SUBSCRIBER,
      inject: [Environment],
      useFactory: (env: Environment) =>
        logged(connectRedis(env.REDIS_URL, { maxRetriesPerRequest: null }), 'subscriber'),
    },
    RedisLifecycle,
  ],
  exports: [REDIS, REDIS_SUBSCRIBER],
})
export class RedisModule {}
