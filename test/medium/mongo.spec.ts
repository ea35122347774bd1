import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import type { Connection } from 'mongoose';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { ConfigModule, loadEnvironment } from '../../src/platform/config/config.module.js';
import { MongoModule } from '../../src/platform/mongo/mongo.module.js';
import { bearer, type Rest, startRest } from './rest-application.js';

/** A connection to MongoDB that can be closed and opened. */
class Gate {
  private server?: Server;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  constructor(private readonly target: URL) {}

  async open(): Promise<void> {
    this.server = createServer((inner) => {
      const outer = connect(Number(this.target.port), this.target.hostname);
      for (const [socket, other] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        this.sockets.add(socket);
        socket.on('error', () => other.destroy()).on('close', () => other.destroy());
        socket.pipe(other);
      }
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** The url does not name the replica set: the driver would learn the real address from it and avoid the gate. */
  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/podium?directConnection=true`;
  }
}

const eventually = async (status: number, ask: () => Promise<{ status: number }>) => {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if ((await ask()).status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${status} within 20 s`);
};

describe('a MongoDB that comes and goes', () => {
  let gate: Gate;
  let rest: Rest | undefined;
  beforeAll(() => {
    gate = new Gate(new URL(inject('environment')['MONGODB_URL']!));
  });
  afterEach(async () => {
    await rest?.close();
    await gate.close();
  });

  it('does not stop the start, and is used as soon as it is there', async () => {
    await gate.open();
    await gate.close();
    const start = Date.now();
    rest = await startRest({ ...inject('environment'), MONGODB_URL: gate.url }, { indexes: false });
    expect(Date.now() - start).toBeLessThan(6_000);
    const body = { email: 'ada@example.org', password: 'correct horse' };
    const login = () => rest!.http().post('/v1/hosts/login').send(body);
    const away = await login();
    expect(away.status).toBe(503);
    expect(away.body).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(away.headers['retry-after']).toBe('2');
    expect(away.text).not.toMatch(/127\.0\.0\.1|hosts\.findOne|Mongo/);
    await gate.open();
    await eventually(401, login);
  });

  it('does not hold up the end of a process that never reached it', async () => {
    await gate.open();
    await gate.close();
    rest = await startRest({ ...inject('environment'), MONGODB_URL: gate.url }, { indexes: false });
    const start = Date.now();
    await rest.app.close();
    rest = undefined;
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  it('gives 503 while it is away and heals', async () => {
    await gate.open();
    rest = await startRest({ ...inject('environment'), MONGODB_URL: gate.url });
    const { accessToken } = await rest.host();
    const me = () => rest!.http().get('/v1/hosts/me').set(bearer(accessToken));
    await gate.close();
    const start = Date.now();
    const away = await me();
    expect(away.status).toBe(503);
    expect(Date.now() - start).toBeLessThan(8_000);
    await gate.open();
    await eventually(200, me);
  });
});

/** Writes in the last hook of a shutdown, as the consumer's last batch can. */
@Injectable()
class LastWriter implements OnApplicationShutdown {
  static written?: number;
  constructor(@InjectConnection() private readonly connection: Connection) {}
  async onApplicationShutdown(): Promise<void> {
    const { insertedCount } = await this.connection.collection('last').insertMany([{}, {}]);
    LastWriter.written = insertedCount;
  }
}

const moduleFor = (MONGODB_URL: string) =>
  Test.createTestingModule({
    imports: [ConfigModule.forRoot(loadEnvironment({ NODE_ENV: 'test', MONGODB_URL })), MongoModule],
    providers: [LastWriter],
  }).compile();

describe('the connection', () => {
  it('is open until every other module has shut down', async () => {
    const app = (await moduleFor(inject('environment')['MONGODB_URL']!)).createNestApplication({
      logger: false,
    });
    await app.init();
    await app.close();
    expect(LastWriter.written).toBe(2);
  });

  it('refuses an address that is none without repeating it', async () => {
    const failure = await moduleFor('mongodb://root:hunter2@:::/x').catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'EnvironmentError' });
    expect(String(failure)).toContain('MONGODB_URL');
    expect(String(failure)).not.toContain('hunter2');
  });
});
