import { Module } from '@nestjs/common';
import { MongooseModule, type MongooseModuleFactoryOptions } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment.js';
import { MongoConnector } from './mongo-connector.js';
import { MONGO_OPTIONS } from './mongo-options.js';

@Module({ providers: [MongoConnector], exports: [MongoConnector] })
class MongoConnectorModule {}

/**
 * The process' one connection to MongoDB; feature modules add their models by `MongooseModule.forFeature`.
 * @nestjs/mongoose closes it in `onApplicationShutdown`, and as a global module after every other module. Code that
 * flushes in an earlier hook, or in that hook of a feature module, still finds it open.
 */
@Module({
  imports: [
    MongooseModule.forRootAsync({
      imports: [MongoConnectorModule],
      inject: [Environment, MongoConnector],
      useFactory: (environment: Environment, connector: MongoConnector): MongooseModuleFactoryOptions => ({
        ...MONGO_OPTIONS,
        uri: environment.MONGODB_URL,
        // `settle` waits instead, and does not fail the start.
        lazyConnection: true,
        connectionFactory: (connection: Connection) => connector.settle(connection),
        // A wrong address stays wrong, and a MongoDB that is away is no error here: nothing is left to retry.
        retryAttempts: 0,
      }),
    }),
  ],
})
export class MongoModule {}
