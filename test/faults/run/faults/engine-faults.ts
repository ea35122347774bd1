import {
  kafkaController,
  mongoPrimary,
  redisRoles,
  spreadPrimaries,
  type RedisRole,
} from '../../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../../dev/engines/index.js';
import { now } from '../../load/clock.js';
import { sessionsOn } from './session-keys.js';
import { type FaultKind, type Harm, kill, oneOf, pause, type Target } from './target.js';

/** The time for which all of Kafka or MongoDB is away. */
const AWAY_MS = 15_000;
const CUT_MS = 10_000;
/** A Redis primary must be away for longer than its replica needs to take over; otherwise it continues from its older file. */
const FAILOVER_MS = 5_500;

/** Redis nodes with the sessions that their loss concerns: for a replica those of its primary, whose answers wait for it. */
async function redisNodes(target: Target, role: RedisRole['role']) {
  const roles = await redisRoles(target.engines);
  const nodes = roles.filter((one) => one.role === role);
  return Promise.all(
    nodes.map(async ({ engine, follows = engine }) => {
      const primary = roles.find((one) => one.engine === follows)!;
      return { engine, sessions: await sessionsOn(target.engines, target.sessions(), primary.slots) };
    }),
  );
}

const redisFault = (role: RedisRole['role'], isKilled: boolean): FaultKind => ({
  name: `redis ${role} ${isKilled ? 'killed' : 'paused'}`,
  takes: ['redis'],
  async harm(target, below) {
    const nodes = await redisNodes(target, role);
    const inUse = nodes.filter(({ sessions }) => sessions.length > 0);
    const { engine, sessions } = oneOf(inUse.length > 0 ? inUse : nodes, below);
    // It comes back soon after its replica has taken over, since until then the new primary has no replica of its own.
    if (isKilled) return { ...(await kill(target, [engine], below, { sessions })), lastsMs: FAILOVER_MS };
    return pause(engine, below, { sessions });
  },
});

/** Stops all of these engines in an orderly way, and starts them again. */
async function away({ keeper }: Target, engines: Engine[]): Promise<Harm> {
  const at = now();
  const stopped = Promise.all(engines.map((engine) => engine.stop()));
  return {
    at,
    targets: engines.map(({ name }) => name),
    lastsMs: AWAY_MS,
    async undo() {
      await stopped;
      await Promise.all(engines.map((engine) => keeper.restart(engine)));
    },
  };
}

/** Cuts the third host off: it cannot reach the others, and they cannot reach it. */
const cut: FaultKind = {
  name: 'network cut',
  takes: ['redis', 'kafka', 'mongo'],
  possible: ({ engines }) => engines.network !== undefined,
  async harm(target) {
    const network = target.engines.network!;
    // If two primaries were beyond the cut, the majority that a failover needs would be missing.
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
  redisFault('primary', true),
  redisFault('primary', false),
  redisFault('replica', true),
  redisFault('replica', false),
  {
    name: 'kafka broker killed',
    takes: ['kafka'],
    harm: (target, below) => kill(target, [oneOf(target.engines.kafka, below)], below),
  },
  {
    name: 'kafka broker paused',
    takes: ['kafka'],
    harm: ({ engines }, below) => pause(oneOf(engines.kafka, below), below),
  },
  {
    name: 'kafka controller killed',
    takes: ['kafka'],
    harm: async (target, below) => kill(target, [await kafkaController(target.engines)], below),
  },
  { name: 'kafka away', takes: ['kafka'], harm: (target) => away(target, target.engines.kafka) },
  {
    name: 'mongo primary killed',
    takes: ['mongo'],
    harm: async (target, below) => kill(target, [await mongoPrimary(target.engines)], below),
  },
  {
    name: 'mongo primary paused',
    takes: ['mongo'],
    harm: async ({ engines }, below) => pause(await mongoPrimary(engines), below),
  },
  { name: 'mongo away', takes: ['mongo'], harm: (target) => away(target, target.engines.mongo) },
  cut,
];
