import {
  kafkaController,
  mongoPrimary,
  redisRoles,
  spreadPrimaries,
  type RedisRole,
} from '../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../dev/engines/index.js';
import { now } from '../load/clock.js';
import { sessionsOn } from './slots.js';
import { type FaultKind, type Harm, kill, oneOf, pause, type Target } from './target.js';

/** How long all of Kafka or MongoDB is away. */
const AWAY_MS = 15_000;
const CUT_MS = 10_000;
/** A Redis primary must be away longer than its replica needs to take over, or it goes on from its older file. */
const FAILOVER_MS = 5_500;

/** A node of Redis, and the sessions that its loss concerns: of a replica its primary's, whose answers wait for it. */
async function redisNodes(target: Target, role: RedisRole['role']) {
  const roles = await redisRoles(target.engines);
  const nodes = roles.filter((one) => one.role === role);
  return Promise.all(
    nodes.map(async ({ engine, follows = engine }) => {
      const primary = roles.find((one) => one.engine === follows)!;
      return { engine, sessions: await sessionsOn(target, primary.slots) };
    }),
  );
}

const redisFault = (role: RedisRole['role'], what: string, harm: typeof kill | typeof pause): FaultKind => ({
  name: `redis ${role} ${what}`,
  async harm(target, below) {
    const nodes = await redisNodes(target, role);
    const inUse = nodes.filter(({ sessions }) => sessions.length > 0);
    const { engine, sessions } = oneOf(inUse.length > 0 ? inUse : nodes, below);
    // Back soon after its replica has taken over: until then the new primary has no replica of its own.
    if (harm === kill) return { ...(await kill([engine], below, { sessions })), lastsMs: FAILOVER_MS };
    return pause(engine, below, { sessions });
  },
});

/** All of them stop in an orderly way, and start again. */
async function away(engines: Engine[]): Promise<Harm> {
  const at = now();
  const stopped = Promise.all(engines.map((engine) => engine.stop()));
  return {
    at,
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
    // With two primaries beyond it, the cut would take the majority that a failover needs.
    await spreadPrimaries(target.engines);
    const primaries = await redisNodes(target, 'primary');
    const sessions = primaries
      .filter(({ engine }) => network.engines.includes(engine))
      .flatMap((primary) => primary.sessions);
    const at = now();
    await network.cut();
    const targets = network.engines.map(({ name }) => name);
    return { at, targets, sessions, lastsMs: CUT_MS, undo: () => network.heal() };
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
