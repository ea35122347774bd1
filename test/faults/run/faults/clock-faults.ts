import { redisRoles } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { type Below, type FaultKind, type Harm, oneOf, type Target } from './target.js';

const HOUR_S = 3_600;
const SECONDS = { least: 1, more: 9 };
const LASTS_MS = { least: 6_000, more: 6_000 };

/** By seconds or an hour, ahead or behind. After a while the clock becomes right again, which is a step the other way. */
function step(below: Below): number {
  const by = below(2) === 0 ? HOUR_S : SECONDS.least + below(SECONDS.more);
  return below(2) === 0 ? by : -by;
}

async function jump({ clocks }: Target, names: string[], below: Below): Promise<Omit<Harm, 'nodes'>> {
  const by = step(below);
  const at = now();
  await Promise.all(names.map((name) => clocks!.move(name, by)));
  return {
    at,
    targets: names.map((name) => `${name} by ${by} s`),
    lastsMs: LASTS_MS.least + below(LASTS_MS.more),
    undo: async () => void (await Promise.all(names.map((name) => clocks!.move(name, 0)))),
  };
}

const possible = ({ clocks }: Target) => clocks !== undefined;

/** Nodes judge by their own clocks whether another node has gone, so nothing else of Redis may be away at the same time. */
const redisJump: FaultKind = {
  name: 'redis clock jumped',
  takes: ['redis'],
  disturbs: ['redis clock'],
  possible,
  async harm(target, below) {
    const all = target.engines.redis.map(({ name }) => name);
    if (below(2) === 0) return jump(target, all, below);
    const roles = await redisRoles(target.engines);
    const primaries = roles.filter(({ role }) => role === 'primary');
    return jump(target, [oneOf(primaries, below).engine.name], below);
  },
};

const roleJump: FaultKind = {
  name: 'role clock jumped',
  takes: [],
  disturbs: ['role clock'],
  possible,
  async harm(target, below) {
    const { api, ws, workers } = target.system;
    const all = [...api, ...ws, ...workers].map(({ name }) => name);
    return jump(target, below(4) === 0 ? all : [oneOf(all, below)], below);
  },
};

/** Faults of the time of day. */
export const CLOCK_FAULTS: FaultKind[] = [redisJump, roleJump];
