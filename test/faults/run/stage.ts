import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canMakeNamespaces,
  startClusterEngines,
  type ClusterEngines,
} from '../../../dev/engines/cluster/index.js';
import { removeAtEnd } from '../../../dev/engines/guard.js';
import { freePort, LOCALHOST } from '../../../dev/engines/ports.js';
import type { Proxy } from '../../../dev/engines/proxy/index.js';
import { startSystem, type System } from '../../../dev/system.js';
import { FRONT } from './faults/lines.js';
import { WallClocks } from './wall-clock.js';

/** Scripts of another build than `dist`. */
export interface Build {
  entry: string;
  cli: string;
}

export interface StageOptions {
  durability: 'primary' | 'replica';
  build?: Build;
  onProgress(line: string): void;
}

/** A system with everything that faults need in order to hit it. */
export interface Stage {
  engines: ClusterEngines;
  system: System;
  /** The proxy in front of the load balancer; it also has listeners for engines. */
  front: Proxy;
  /** The address of the system for clients, through that proxy. */
  url: string;
  clocks?: WallClocks;
  stop(): Promise<void>;
}

async function makeClocks(): Promise<WallClocks | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'podium-clocks-'));
  removeAtEnd(folder);
  return WallClocks.make(folder);
}

/** Starts clusters of engines and a system of several roles, with a proxy in front of everything that has clients. */
export async function startStage({ durability, build, onProgress }: StageOptions): Promise<Stage> {
  onProgress('starting the clusters of Redis, Kafka and MongoDB …');
  const networkNamespace = await canMakeNamespaces();
  if (!networkNamespace) onProgress('no network cuts: network namespaces cannot be made here');
  const clocks = await makeClocks();
  const clockOf = (name: string) => clocks?.environment(name) ?? {};
  const engines = await startClusterEngines({
    networkNamespace,
    proxies: true,
    mongoTestCommands: true,
    environmentOf: (name) => (name.startsWith('redis') ? clockOf(name) : {}),
    onProgress,
  });
  let system: System | undefined;
  const stop = async () => {
    await system?.stop();
    await engines.stop();
  };
  try {
    system = await startSystem({
      engines,
      api: 2,
      ws: 3,
      workers: 2,
      environment: { ACK_DURABILITY: durability, DRAIN_MS: '3000' },
      environmentOf: clockOf,
      ...build,
      onProgress,
    });
    const [front] = engines.proxies as [Proxy];
    const port = await freePort();
    const to = { host: LOCALHOST, port: system.haproxy.port };
    await front.listen({ name: FRONT, host: LOCALHOST, port, to });
    return { engines, system, front, url: `http://${LOCALHOST}:${port}`, clocks, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
