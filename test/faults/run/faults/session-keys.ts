/** Everything that the faults know about Redis' keys. */
import { askRedis, redisRoles, type ClusterEngines } from '../../../../dev/engines/cluster/index.js';
import { fenceKey } from '../../../../src/platform/redis/shared-wait.js';
import { keys } from '../../../../src/session/state/layout.js';

/**
 * These keys say who is connected. They are in no other store, but each node writes them again by itself. If such a set is
 * missing, it could also be empty, so its loss cannot be seen. The other keys expire by themselves within a minute.
 */
const PASSING = [keys.online, keys.waiting, keys.nodes, keys.away, fenceKey];

/**
 * Drops keys of a session, unless one of its streams has an event that is nowhere else. A step of the game that has not been sent
 * yet does not count: when it is lost with the session, the game goes back to where it stood before.
 * KEYS: all keys of the session; ARGV: numbers of those to drop. Returns how many it dropped; -1: a stream holds too much.
 */
const DROP = `
local steps = { ['question-opened'] = true, ['question-closed'] = true, paused = true, resumed = true }
for _, key in ipairs(KEYS) do
  if redis.call('TYPE', key).ok == 'stream' then
    for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do
      local topic, event = entry[2][1], entry[2][2]
      if topic ~= 's' or not steps[string.match(event, '"type":"([a-z-]+)"') or ''] then return -1 end
    end
  end
end
local dropped = 0
for _, place in ipairs(ARGV) do dropped = dropped + redis.call('DEL', KEYS[tonumber(place)]) end
return dropped`;

type Engines = Pick<ClusterEngines, 'redis'>;

/** The slots of the sessions' keys, from the first node that answers. */
async function slotOf({ redis: nodes }: Engines, sessionIds: string[]): Promise<Map<string, number>> {
  const slots = nodes.map((node) =>
    askRedis(node, (redis) =>
      Promise.all(
        sessionIds.map(async (id) => [id, await redis.cluster('KEYSLOT', keys.session(id))] as const),
      ),
    ),
  );
  return new Map(await Promise.any(slots));
}

const within = (slot: number, ranges: [from: number, to: number][]) =>
  ranges.some(([from, to]) => slot >= from && slot <= to);

/** The sessions whose keys lie in these slots. */
export async function sessionsOn(
  engines: Engines,
  sessionIds: string[],
  slots: [from: number, to: number][],
): Promise<string[]> {
  const slotById = await slotOf(engines, sessionIds);
  return sessionIds.filter((id) => within(slotById.get(id)!, slots));
}

/**
 * Drops some of a session's keys.
 *
 * @param choose selects from the existing keys, without those of `PASSING`
 * @returns the names of the dropped keys; undefined when that would have lost something for good, or there are no keys
 */
export async function dropKeys(
  engines: Engines,
  sessionId: string,
  choose: (found: string[]) => string[],
): Promise<string[] | undefined> {
  const slot = (await slotOf(engines, [sessionId])).get(sessionId)!;
  const primary = (await redisRoles(engines)).find(({ slots }) => within(slot, slots))?.engine;
  if (!primary) return undefined;
  const prefix = keys.session(sessionId).replace(/[^:]+$/, '');
  const passing = new Set(PASSING.map((key) => key(sessionId)));
  return askRedis(primary, async (redis) => {
    const found = new Set([keys.outbox(sessionId)]);
    for await (const page of redis.scanStream({ match: `${prefix}*`, count: 5_000 })) {
      for (const key of page as string[]) found.add(key);
    }
    const all = [...found].toSorted();
    const lasting = all.filter((key) => !passing.has(key) && key !== keys.outbox(sessionId));
    if (lasting.length === 0) return undefined;
    const chosen = choose(lasting);
    // Steps of the game are dropped with a whole session; after a partial loss, the rest is sent before the session comes back.
    const dropping = chosen.length === lasting.length ? [...chosen, keys.outbox(sessionId)] : chosen;
    const places = dropping.map((key) => all.indexOf(key) + 1);
    const dropped = Number(await redis.eval(DROP, all.length, ...all, ...places));
    return dropped > 0 ? chosen.map((key) => key.slice(prefix.length)) : undefined;
  });
}
