import { connect } from 'node:net';
import { startServer, type Engine } from './child.js';
import { HERE, inPlace, type EngineOptions, type NodeOptions } from './engine-options.js';
import { TIER } from './guard.js';
import { LOCALHOST } from './ports.js';
import { findOnPath } from './tools.js';

/** Redis answers `-LOADING` while it reads its files: only a PONG counts. */
export const pingRedis = (port: number, host = LOCALHOST): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1000 }, () => socket.write('PING\r\n'));
    const done = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.once('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });

/**
 * Durable as in production: an append-only file that is synced every second, and snapshots. Redis can evict only keys
 * with an expiry: those belong to sessions that MongoDB already holds.
 *
 * @param more settings of this node, which take precedence over the common ones
 */
export function runRedis(
  { name, port, announcedPort, environment, place, dir, log, ready }: NodeOptions,
  more: Record<string, string | number> = {},
): Promise<Engine> {
  const settings = {
    port,
    bind: place.address,
    'protected-mode': 'yes',
    dir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '900 1 300 100 60 10000',
    maxmemory: '1gb',
    'maxmemory-policy': 'volatile-lru',
    ...more,
  };
  const args = Object.entries(settings).flatMap(([setting, value]) => [`--${setting}`, String(value)]);
  return startServer({
    name,
    port,
    announcedPort,
    host: place.address,
    ...inPlace(place, findOnPath('redis-server') ?? 'redis-server', args),
    env: { ...process.env, ...environment },
    log,
    tier: TIER.engine,
    stopMs: 10_000,
    readyMs: 30_000,
    ready,
  });
}

/** A single Redis server. */
export const startRedis = (options: EngineOptions): Promise<Engine> =>
  runRedis({ ...options, name: 'redis', place: HERE, ready: () => pingRedis(options.port) });
