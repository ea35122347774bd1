import { connect } from 'node:net';
import { startServer, type Engine } from './child.js';
import type { EngineOptions } from './engine-options.js';
import { TIER } from './guard.js';
import { findOnPath } from './tools.js';

/** Redis answers `-LOADING` while it reads its files: only a PONG counts. */
export const pingRedis = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 }, () => socket.write('PING\r\n'));
    const done = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.once('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });

/**
 * Durable as in production: an append-only file synced every second, plus snapshots. Only keys with an expiry may
 * be evicted: those are sessions that MongoDB already holds.
 */
export function startRedis({ port, dir, log }: EngineOptions): Promise<Engine> {
  const settings = {
    port,
    bind: '127.0.0.1',
    'protected-mode': 'yes',
    dir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '900 1 300 100 60 10000',
    maxmemory: '1gb',
    'maxmemory-policy': 'volatile-lru',
  };
  return startServer({
    name: 'redis',
    port,
    host: '127.0.0.1',
    command: findOnPath('redis-server') ?? 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env: process.env,
    log,
    tier: TIER.engine,
    stopMs: 10_000,
    readyMs: 30_000,
    ready: () => pingRedis(port),
  });
}
