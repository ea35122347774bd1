import { setTimeout as sleep } from 'node:timers/promises';
import { clusterHealth } from '../../../dev/engines/cluster/index.js';
import type { Target } from './target.js';

/** A system that needs longer than this to be whole again after a fault has failed. */
const HEALTHY_MS = 90_000;

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** What is not as it should be; nothing when every process is well. */
async function complaints({ engines, system }: Target): Promise<string[]> {
  const roles = [...system.api, ...system.ws, ...system.workers];
  const [sick, ready, balanced] = await Promise.all([
    clusterHealth(engines),
    Promise.all(roles.map(({ url }) => answersOk(`${url}/health/ready`))),
    answersOk(`${system.url}/health/ready`),
  ]);
  return [
    ...sick,
    ...roles.filter((_, place) => !ready[place]).map(({ name }) => `${name} is not ready`),
    ...(balanced ? [] : ['the load balancer reaches no api']),
  ];
}

/** Waits until the whole system is healthy. @throws Error naming what still is not after 90 s */
export async function untilHealthy(target: Target): Promise<void> {
  const end = Date.now() + HEALTHY_MS;
  for (;;) {
    const sick = await complaints(target);
    if (sick.length === 0) return;
    if (Date.now() > end) {
      throw new Error(
        `not healthy ${HEALTHY_MS / 1_000} s after everything was restored: ${sick.join('; ')}`,
      );
    }
    await sleep(200);
  }
}
