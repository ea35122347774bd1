import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Environment } from '../config/environment.js';
import { loggerOptions } from './logger-options.js';

/**
 * pino behind Nest's logger. A bootstrap installs it with `app.useLogger(app.get(Logger))`, `Logger` of nestjs-pino.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => ({
        pinoHttp: { ...loggerOptions(environment), autoLogging: false, wrapSerializers: false },
        // Requests are logged by `logRequest`.
        forRoutes: [],
      }),
    }),
  ],
})
export class LoggingModule {}
