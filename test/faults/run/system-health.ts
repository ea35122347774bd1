import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaComplaints, mongoComplaints, redisComplaints } from '../../../dev/engines/cluster/index.js';
import type { Taken, Target } from './faults/target.js';

/** A system that needs longer than this to be whole again, with nothing taken away, has failed. */
const HEALTHY_MS = 90_000;
/** And longer than this whatever other faults go on. */
const AT_MOST_MS = 300_000;
const LOOK_MS = 400;

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const ENGINES = { redis: redisComplaints, kafka: kafkaComplaints, mongo: mongoComplaints };
const isEngine = (part: Taken): part is keyof typeof ENGINES => part in ENGINES;

/** Roles that can be ready while others have taken these away. */
function rolesBeside({ system }: Target, taken: Set<Taken>) {
  // Whether a role is ready without an engine is a question of its kind, and of time.
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

/** What is not as it should be; nothing when all of it is well that others have not taken away. */
async function complaints(target: Target, parts: Taken[], taken: Set<Taken>): Promise<string[]> {
  const checks = [...new Set(parts)].filter(isEngine).map((part) => ENGINES[part](target.engines));
  return (await Promise.all([roleComplaints(target, taken), ...checks])).flat();
}

/**
 * Waits until the roles and these engines are healthy, as far as other faults let them.
 *
 * @param takenBeside what other faults have taken away: the time until they give it back does not count
 * @throws Error naming what still is not after 90 s
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
