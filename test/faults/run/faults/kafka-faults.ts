import { kafkaId } from '../../../../dev/engines/cluster/index.js';
import { now } from '../../load/clock.js';
import { ANSWERS, configure, moveTo, partitionsOf, withAdmin } from './kafka-admin.js';
import { forEachProxy, innerLines, kindOf } from './lines.js';
import { type FaultKind, oneOf, pause, type Target } from './target.js';

/** Refuses a batch of five answers or more; one alone is a third of it. */
const SMALL = 1_500;
/** Answers gather for so long before they may be sent. */
const GATHER_MS = 4_000;
/** Longer than a system that sends smaller batches then needs for anything: see `late-in-kafka`. */
const REFUSING_MS = { least: 25_000, more: 5_000 };
const LEADERLESS_MS = { least: 30_000, more: 10_000 };
const LONG_MS = { least: 5_000, more: 5_000 };
const MAX_BYTES = 'max.message.bytes';

/** From now on, what any role sends to Kafka waits. @returns what lets it go */
async function holdBack(target: Target): Promise<() => Promise<void>> {
  const lines = (await innerLines(target)).filter(({ server }) => kindOf(server) === 'kafka');
  const ofRoles = lines.filter(({ owner }) => kindOf(owner) !== 'kafka');
  await forEachProxy(ofRoles, (proxy, ids) => proxy.freeze(ids, ['up']));
  return () => forEachProxy(ofRoles, (proxy, ids) => proxy.thaw(ids));
}

/** What gathered while Kafka could not be reached goes to it at once. */
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

/** Kafka takes single answers and refuses what gathered. */
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
 * One partition has a single copy, and its broker stands still: the others go on. Killed, the broker would have to be
 * believed that its copy is whole, which Kafka does not.
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
        // Another leader than before is as good.
        await withAdmin(engines, (admin) => moveTo(admin, partition, all));
      },
    };
  },
};

/** Faults of Kafka that leave its brokers where they are, or all but one. */
export const KAFKA_FAULTS: FaultKind[] = [longBatches, refused, leaderless];
