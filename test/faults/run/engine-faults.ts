import {
  kafkaController,
  mongoPrimary,
  redisRoles,
  type RedisRole,
} from '../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../dev/engines/index.js';
import { sessionsOn } from './slots.js';
import { type FaultKind, type Harm, kill, oneOf, pause, type Target } from './target.js';

/** How long all of Kafka or MongoDB is away. */
const AWAY_MS = 15_000;
const CUT_MS = 10_000;

async function redis(target: Target, role: RedisRole['role']): Promise<RedisRole[]> {
  return (await redisRoles(target.engines)).filter((one) => one.role === role);
}

const redisFault = (role: RedisRole['role'], what: string, harm: typeof kill | typeof pause): FaultKind => ({
  name: `redis ${role} ${what}`,
  async harm(target, below) {
    const one = oneOf(await redis(target, role), below);
    // A replica is nobody's way, unless acknowledgements wait for it: then it is its primary's sessions'.
    const sessions = await sessionsOn(target, one.slots);
    return harm === kill ? kill([one.engine], below, { sessions }) : pause(one.engine, below, { sessions });
  },
});

/** All of them stop in an orderly way, and start again. */
async function away(engines: Engine[]): Promise<Harm> {
  const stopped = Promise.all(engines.map((engine) => engine.stop()));
  return {
    targets: engines.map(({ name }) => name),
    lastsMs: AWAY_MS,
    async undo() {
      await stopped;
      await Promise.all(engines.map((engine) => engine.restart()));
    },
  };
}

/** The third of the machines can't be reached by the others any more, nor they by it. */
const cut: FaultKind = {
  name: 'network cut',
  possible: ({ engines }) => engines.network !== undefined,
  async harm(target) {
    const network = target.engines.network!;
    const beyond = (await redis(target, 'primary')).filter(({ engine }) => network.engines.includes(engine));
    const sessions = await sessionsOn(
      target,
      beyond.flatMap(({ slots }) => slots),
    );
    // With two primaries beyond it, the cut would take the majority that a failover needs.
    await spreadPrimaries(target.engines);
    await network.cut();
    const targets = network.engines.map(({ name }) => name);
    return { targets, sessions, lastsMs: CUT_MS, undo: () => network.heal() };
  },
};

/** Faults of Redis, Kafka, MongoDB and the network between them. */
export const ENGINE_FAULTS: FaultKind[] = [
  redisFault('primary', 'killed', kill),
  redisFault('primary', 'paused', pause),
  redisFault('replica', 'killed', kill),
  redisFault('replica', 'paused', pause),
  { name: 'kafka broker killed', harm: ({ engines }, below) => kill([oneOf(engines.kafka, below)], below) },
  { name: 'kafka broker paused', harm: ({ engines }, below) => pause(oneOf(engines.kafka, below), below) },
  {
    name: 'kafka controller killed',
    harm: async ({ engines }, below) => kill([await kafkaController(engines)], below),
  },
  { name: 'kafka away', harm: ({ engines }) => away(engines.kafka) },
  {
    name: 'mongo primary killed',
    harm: async ({ engines }, below) => kill([await mongoPrimary(engines)], below),
  },
  {
    name: 'mongo primary paused',
    harm: async ({ engines }, below) => pause(await mongoPrimary(engines), below),
  },
  { name: 'mongo away', harm: ({ engines }) => away(engines.mongo) },
  cut,
];
