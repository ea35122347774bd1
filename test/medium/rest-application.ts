import { getConnectionToken } from '@nestjs/mongoose';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Connection } from 'mongoose';
import { nanoid } from 'nanoid';
import { PinoLogger } from 'nestjs-pino';
import request from 'supertest';
import type { HostTokens } from '../../src/contracts/rest.js';
import { HostsModule } from '../../src/hosts/hosts.module.js';
import { AuthModule } from '../../src/platform/auth/auth.module.js';
import { ConfigModule, loadEnvironment } from '../../src/platform/config/config.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { configureHttp } from '../../src/platform/http/configure-http.js';
import { setupOpenApi } from '../../src/platform/http/openapi.js';
import { LoggingModule } from '../../src/platform/logging/logging.module.js';
import { createIndexes } from '../../src/platform/mongo/indexes.js';
import { MongoModule } from '../../src/platform/mongo/mongo.module.js';
import { RedisModule } from '../../src/platform/redis/redis.module.js';
import { QuizModule } from '../../src/quiz/quiz.module.js';
import { ReportModule } from '../../src/report/report.module.js';

/** Starts the REST API of accounts and quizzes. Its database belongs to the suite, and `close` drops it. */
export async function startRest(environment: Record<string, string>, { indexes = true } = {}) {
  const url = new URL(environment['MONGODB_URL']!);
  url.pathname = `/medium-${nanoid(8)}`;
  const config = loadEnvironment({
    ...environment,
    MONGODB_URL: url.href,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
  });
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(config),
      LoggingModule,
      HealthModule,
      RedisModule,
      MongoModule,
      AuthModule,
      HostsModule,
      QuizModule,
      ReportModule,
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ logger: ['fatal'] });
  configureHttp(app, PinoLogger.root);
  setupOpenApi(app);
  const connection = app.get<Connection>(getConnectionToken());
  if (indexes) await createIndexes(connection);
  await app.init();
  const http = () => request(app.getHttpServer());

  return {
    app,
    connection,
    http,
    /** Registers a new host. @returns its tokens */
    async host(): Promise<HostTokens> {
      const body = { email: `${nanoid(8)}@example.org`, password: 'correct horse', name: 'Ada' };
      return (await http().post('/v1/hosts').send(body).expect(201)).body as HostTokens;
    },
    async close() {
      await connection.db?.dropDatabase();
      await app.close();
    },
  };
}

export type Rest = Awaited<ReturnType<typeof startRest>>;

/** An `Authorization` header. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
