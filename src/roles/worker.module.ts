import { Module } from '@nestjs/common';
import type { Imports } from '../app.module.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { LogReadiness } from '../platform/log/log-readiness.js';
import { LogModule } from '../platform/log/log.module.js';
import { MongoIsRequired } from '../platform/mongo/mongo-readiness.js';
import { MongoModule } from '../platform/mongo/mongo.module.js';
import { RebuildWorkerModule } from '../rebuild/rebuild.module.js';
import { UpkeepModule } from '../upkeep/upkeep.module.js';

export const workerFeatures: Imports = [
  MongoModule,
  LogModule,
  PersistenceModule,
  RebuildWorkerModule,
  UpkeepModule,
];

/** Kafka to MongoDB, and the rounds over sessions. Without REST and sockets, it gets only requests for health and metrics. */
@Module({ imports: workerFeatures, providers: [MongoIsRequired, LogReadiness] })
export class WorkerModule {}
