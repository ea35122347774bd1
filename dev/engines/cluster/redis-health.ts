import type { Engine } from '../child.js';
import { SLOTS } from './redis-form.js';
import { redisRoles, type RedisRole } from './redis-roles.js';
import { redisState } from './redis-view.js';

interface Checked {
  complaints: string[];
  /** Whether it is a replica that has its primary's data. */
  linked: boolean;
}

async function check(engine: Engine): Promise<Checked> {
  const state = await redisState(engine).catch(() => undefined);
  if (!state) return { complaints: [`${engine.name} doesn't answer`], linked: false };
  const linked = state.role === 'slave' && state.master_link_status === 'up';
  const complaints = [
    ...(state.cluster_state === 'ok' ? [] : [`${engine.name} sees the cluster ${state.cluster_state}`]),
    ...(Number(state.cluster_slots_ok) === SLOTS
      ? []
      : [`${engine.name} sees only ${state.cluster_slots_ok} slots served`]),
    ...(state.role === 'slave' && !linked ? [`${engine.name} has no link to its primary`] : []),
  ];
  return { complaints, linked };
}

/** A sentence about everything that is wrong with Redis Cluster. */
export async function redisComplaints(engines: { redis: Engine[] }): Promise<string[]> {
  const { redis } = engines;
  const [roles, ...checked] = await Promise.all([
    redisRoles(engines).catch((): RedisRole[] => []),
    ...redis.map(check),
  ]);
  const isCovered = (primary: Engine) =>
    roles.some(({ engine, follows }) => follows === primary && checked[redis.indexOf(engine)]?.linked);
  const alone = roles.filter(({ engine, role }) => role === 'primary' && !isCovered(engine));
  return [
    ...checked.flatMap(({ complaints }) => complaints),
    ...alone.map(({ engine }) => `${engine.name} has no replica that is linked to it`),
  ];
}
