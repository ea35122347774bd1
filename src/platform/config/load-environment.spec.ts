import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Environment } from './environment.js';
import { EnvironmentError, loadEnvironment } from './load-environment.js';

const failureOf = (source: NodeJS.ProcessEnv) => {
  try {
    loadEnvironment(source);
  } catch (error) {
    return error as EnvironmentError;
  }
  throw new Error('the environment was accepted');
};

describe('loadEnvironment', () => {
  it('gives development defaults to an empty environment', () => {
    const environment = loadEnvironment({});
    expect(environment).toBeInstanceOf(Environment);
    expect(environment).toMatchObject({ NODE_ENV: 'development', ROLE: 'all', PORT: 3000 });
    expect(environment.JWT_SECRET.length).toBeGreaterThan(0);
  });

  it('types what it reads and leaves the rest of the environment out', () => {
    const environment = loadEnvironment({
      PORT: '0',
      KAFKA_BROKERS: 'a:1, b:2',
      PATH: '/bin',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    expect(environment).toMatchObject({ PORT: 0, KAFKA_BROKERS: ['a:1', 'b:2'] });
    expect(environment).not.toHaveProperty('PATH');
    expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  it('takes an empty variable for a missing one', () => {
    expect(loadEnvironment({ PORT: '', REDIS_URL: '  ' })).toMatchObject({
      PORT: 3000,
      REDIS_URL: 'redis://127.0.0.1:6379',
    });
  });

  it('lists every offending name and no value', () => {
    const values = {
      NODE_ENV: 'prod-x1',
      ROLE: 'boss-x2',
      PORT: '99999',
      REDIS_URL: 'http://user:hunter2@redis',
      MONGODB_URL: 'postgres://root:hunter3@db',
      KAFKA_BROKERS: 'a:1,hunter4',
      PUBLIC_URL: 'not-a-url-x5',
      ACK_DURABILITY: 'none-x6',
      LOG_LEVEL: 'loud-x7',
      OUTBOX_LIMIT: 'many-x8',
    };
    const { message, problems } = failureOf(values);
    expect(problems).toHaveLength(Object.keys(values).length);
    for (const [name, value] of Object.entries(values)) {
      expect(message).toContain(`${name}: must`);
      expect(message).not.toContain(value);
    }
    expect(message).not.toMatch(/hunter/);
  });

  it.each([
    undefined,
    '',
    'short-secret',
    'x'.repeat(31),
    'podium-development-secret',
    'a'.repeat(64),
    '1234'.repeat(16),
  ])('refuses production without a secret of 32 bytes (%#)', (secret) => {
    const { message } = failureOf({ NODE_ENV: 'production', JWT_SECRET: secret });
    expect(message).toContain('JWT_SECRET: must be set to at least 32 bytes');
    expect(message).not.toContain(secret || '<nothing>');
  });

  it('reads a value from the file that NAME_FILE names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'podium-'));
    const file = join(folder, 'secret');
    const secret = 'from-a-file-'.repeat(4);
    writeFileSync(file, `${secret}\n`);
    const production = { NODE_ENV: 'production', JWT_SECRET_FILE: file };
    expect(loadEnvironment(production).JWT_SECRET).toBe(secret);
    expect(failureOf({ JWT_SECRET_FILE: join(folder, 'none') }).message).toContain(
      'JWT_SECRET_FILE: must name a file that can be read',
    );
    rmSync(folder, { recursive: true });
  });

  it('counts bytes, not characters, of the secret', () => {
    const secret = 'äöüßéèñç'.repeat(2);
    expect(loadEnvironment({ NODE_ENV: 'production', JWT_SECRET: secret }).JWT_SECRET).toBe(secret);
  });
});
