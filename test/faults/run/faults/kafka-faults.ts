import { kafkaId } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { ANSWERS, configure, moveTo, partitionsOf, withAdmin } from './kafka-admin.js';
import { forEachProxy, innerLines, kindOf } from './lines.js';
import { type FaultKind, oneOf, pause, type Target } from './target.js';

/** Kafka then refuses a batch of five answers or more; a single answer is a third of this size. */
const SMALL = 1_500;
/** Answers gather for this long before they are sent. */
const GATHER_MS = 4_000;
/** Longer than a system needs that then sends smaller batches: see `late-in-kafka`. */
const REFUSING_MS = { least: 25_000, more: 5_000 };
const LEADERLESS_MS = { least: 30_000, more: 10_000 };
const LONG_MS = { least: 5_000, more: 5_000 };
const MAX_BYTES = 'max.message.bytes';

/** Holds everything back that roles send to Kafka. @returns a function that releases it */
async function holdBack(target: Target): Promise<() => Promise<void>> {
  const lines = (await innerLines(target)).filter(({ server }) => kindOf(server) === 'kafka');
  const ofRoles = lines.filter(({ owner }) => kindOf(owner) !== 'kafka');
  await forEachProxy(ofRoles, (proxy, ids) => proxy.freeze(ids, ['up']));
  return () => forEachProxy(ofRoles, (proxy, ids) => proxy.thaw(ids));
}

/** Answers gather while Kafka cannot be reached, and then go to it at once. */
const longBatches: FaultKind = {
  name: 'kafka long batches',
  takes: [],
  disturbs: ['kafka'],
  possible: ({ engines }) => engines.proxies.length > 0,
  async harm(target, below) {
    const at = now();
    const letGo = await holdBack(target);
    const lastsMs = LONG_MS.least + below(LONG_MS.more);
    return { at, targets: ['all connections of roles to Kafka'], lastsMs, undo: letGo };
  },
};

/** Kafka takes single answers and refuses batches of gathered ones. */
const refused: FaultKind = {
  name: 'kafka batches refused',
  takes: [],
  disturbs: ['kafka limits'],
  possible: ({ engines }) => engines.proxies.length > 0,
  async harm(target, below) {
    const { engines } = target;
    const at = now();
    await withAdmin(engines, (admin) => configure(admin, MAX_BYTES, String(SMALL)));
    const letGo = await holdBack(target);
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    await letGo();
    return {
      at,
      targets: [`${ANSWERS}: no batch above ${SMALL} bytes`],
      lastsMs: REFUSING_MS.least + below(REFUSING_MS.more),
      undo: () => withAdmin(engines, (admin) => configure(admin, MAX_BYTES, undefined)),
    };
  },
};

/**
 * One partition has a single copy, and its broker is paused; the others work. The broker is not killed, since after that Kafka
 * would not trust that its copy is complete.
 */
const leaderless: FaultKind = {
  name: 'kafka partition without leader',
  takes: ['kafka'],
  async harm(target, below) {
    const { engines } = target;
    const at = now();
    const broker = oneOf(engines.kafka, below);
    const partition = await withAdmin(engines, async (admin) => {
      const chosen = oneOf(await partitionsOf(admin), below);
      await moveTo(admin, chosen, [kafkaId(broker.name)]);
      return chosen;
    });
    const harm = await pause(broker, below);
    return {
      at,
      partition,
      targets: [`${ANSWERS}/${partition}`, broker.name],
      lastsMs: LEADERLESS_MS.least + below(LEADERLESS_MS.more),
      async undo() {
        await harm.undo();
        const all = engines.kafka.map(({ name }) => kafkaId(name));
        // It does not matter which broker leads the partition afterwards.
        await withAdmin(engines, (admin) => moveTo(admin, partition, all));
      },
    };
  },
};

/** Faults of Kafka in which its brokers keep running, or all but one. */
export const KAFKA_FAULTS: FaultKind[] = [longBatches, refused, leaderless];
