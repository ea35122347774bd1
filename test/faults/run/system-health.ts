import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaComplaints, mongoComplaints, redisComplaints } from '../../../dev/engines/cluster/index.js';
import type { Taken, Target } from './faults/target.js';

/** A system has failed that needs longer than this to become healthy, while nothing is taken away. */
const HEALTHY_MS = 90_000;
/** It has also failed after this time, no matter which other faults go on. */
const AT_MOST_MS = 300_000;
const LOOK_MS = 400;

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const ENGINES = { redis: redisComplaints, kafka: kafkaComplaints, mongo: mongoComplaints };
const isEngine = (part: Taken): part is keyof typeof ENGINES => part in ENGINES;

/** The roles that can be ready while other faults have taken these parts away. */
function rolesBeside({ system }: Target, taken: Set<Taken>) {
  // Whether a role is ready without an engine depends on the role, and on the time.
  if ([...taken].some(isEngine)) return [];
  const roles = { api: system.api, ws: system.ws, worker: system.workers };
  return (['api', 'ws', 'worker'] as const).filter((role) => !taken.has(role)).flatMap((role) => roles[role]);
}

async function roleComplaints(target: Target, taken: Set<Taken>): Promise<string[]> {
  const roles = rolesBeside(target, taken);
  const isBalanced = taken.size > 0 || (await answersOk(`${target.system.url}/health/ready`));
  const ready = await Promise.all(roles.map(({ url }) => answersOk(`${url}/health/ready`)));
  return [
    ...roles.filter((_, place) => !ready[place]).map(({ name }) => `${name} is not ready`),
    ...(isBalanced ? [] : ['the load balancer reaches no api']),
  ];
}

/** A sentence about everything that is wrong, apart from what other faults have taken away. */
async function complaints(target: Target, parts: Taken[], taken: Set<Taken>): Promise<string[]> {
  const checks = [...new Set(parts)].filter(isEngine).map((part) => ENGINES[part](target.engines));
  return (await Promise.all([roleComplaints(target, taken), ...checks])).flat();
}

/**
 * Waits until the roles and these engines are healthy, as far as other faults permit.
 *
 * @param takenBeside the parts that other faults have taken away: the time until they give them back does not count
 * @throws Error that names what is still not healthy after 90 s
 */
export async function untilHealthy(
  target: Target,
  parts: Taken[] = ['redis', 'kafka', 'mongo'],
  takenBeside = () => new Set<Taken>(),
): Promise<void> {
  const start = performance.now();
  let patience = HEALTHY_MS;
  for (let last = start; ;) {
    const taken = takenBeside();
    const sick = await complaints(target, parts, taken);
    if (sick.length === 0) return;
    await sleep(LOOK_MS);
    const here = performance.now();
    if (taken.size === 0) patience -= here - last;
    last = here;
    if (patience < 0 || here - start > AT_MOST_MS) {
      const after = Math.round((here - start) / 1_000);
      throw new Error(`not healthy ${after} s after it was restored: ${sick.join('; ')}`);
    }
  }
}
