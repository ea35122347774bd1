import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { AuditApiModule } from './audit/audit-api.module.js';
import { HostsModule } from './hosts/hosts.module.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Environment } from './platform/config/environment.js';
import { HealthModule } from './platform/health/health.module.js';
import { DrainNotice } from './platform/lifecycle/drain-notice.js';
import { LifecycleModule } from './platform/lifecycle/lifecycle.module.js';
import { LogReadiness } from './platform/log/log-readiness.js';
import { LogModule } from './platform/log/log.module.js';
import { LoggingModule } from './platform/logging/logging.module.js';
import { MongoIsOptional, MongoIsRequired } from './platform/mongo/mongo-readiness.js';
import { MongoModule } from './platform/mongo/mongo.module.js';
import { DurabilityModule } from './platform/redis/durability.module.js';
import { RedisModule } from './platform/redis/redis.module.js';
import { TracingModule } from './platform/tracing/tracing.module.js';
import { QuizModule } from './quiz/quiz.module.js';
import { RebuildWorkerModule } from './rebuild/rebuild.module.js';
import { ReportModule } from './report/report.module.js';
import { ScoringModule } from './scoring/scoring.module.js';
import { SessionApiModule } from './session/session-api.module.js';
import { UpkeepModule } from './upkeep/upkeep.module.js';

type Imports = NonNullable<ModuleMetadata['imports']>;

/** What every role stands on. */
const platform = (env: Environment): Imports => [
  ConfigModule.forRoot(env),
  LoggingModule,
  HealthModule,
  RedisModule,
  DurabilityModule,
  TracingModule,
  LifecycleModule,
];

const apiFeatures: Imports = [
  MongoModule,
  HostsModule,
  QuizModule,
  SessionApiModule,
  AuditApiModule,
  ReportModule,
];
const wsFeatures: Imports = [ScoringModule];
const workerFeatures: Imports = [
  MongoModule,
  LogModule,
  PersistenceModule,
  RebuildWorkerModule,
  UpkeepModule,
];

/** REST. Without MongoDB it still seats players; only authoring waits. */
@Module({ imports: apiFeatures, providers: [MongoIsOptional, DrainNotice] })
export class ApiModule {
  static forRoot = (env: Environment): DynamicModule => ({ module: ApiModule, imports: platform(env) });
}

/** Sockets, answers, leaderboard ticks, relay. It needs neither MongoDB nor, for a while, Kafka. */
@Module({ imports: wsFeatures })
export class WsModule {
  static forRoot = (env: Environment): DynamicModule => ({ module: WsModule, imports: platform(env) });
}

/** Kafka to MongoDB, and the sweeper. It leaves REST and sockets out, so that nothing reaches it but health checks. */
@Module({ imports: workerFeatures, providers: [MongoIsRequired, LogReadiness] })
export class WorkerModule {
  static forRoot = (env: Environment): DynamicModule => ({ module: WorkerModule, imports: platform(env) });
}

/** All of them in one process, for development. */
@Module({
  imports: [...apiFeatures, ...wsFeatures, ...workerFeatures],
  providers: [MongoIsRequired, LogReadiness],
})
export class AllModule {
  static forRoot = (env: Environment): DynamicModule => ({ module: AllModule, imports: platform(env) });
}
