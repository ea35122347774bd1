import { Module } from '@nestjs/common';
import { LogReadiness } from '../platform/log/log-readiness.js';
import { MongoIsRequired } from '../platform/mongo/mongo-readiness.js';
import { apiFeatures } from './api.module.js';
import { workerFeatures } from './worker.module.js';
import { wsFeatures } from './ws.module.js';

/** All roles in one process, for development and small installations. */
@Module({
  imports: [...apiFeatures, ...wsFeatures, ...workerFeatures],
  providers: [MongoIsRequired, LogReadiness],
})
export class AllModule {}
