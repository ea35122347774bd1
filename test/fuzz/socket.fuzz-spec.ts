import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Host } from '../support/host.js';
import { scrape } from '../support/metrics.js';
import { type AnyAck, Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';

const MESSAGES = 20_000;
/** The number of messages that wait for an acknowledgement at a time, and how many a socket may send in a second. */
const AT_ONCE = 50;
const RATE = 1_000_000;
const SEED = 20_261_127;

const EVENTS = ['answer', 'question', 'leaderboard', 'standing', 'sync', 'host'];
/** The statuses that an acknowledgement can have; any other would be an error of the server. */
const STATUSES = new Set([
  'ok',
  'accepted',
  'duplicate',
  'late',
  'closed',
  'invalid',
  'busy',
  'forbidden',
  'rejected',
]);

/** Any value at all, or (`nearly`) a message in which only some part is wrong. */
const hostile = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false, withDate: true }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    { $ne: null },
    { $gt: '' },
    [],
    [[]],
    NaN,
    -0,
    1e308,
    '\u0000',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 3_000 }),
);
const nearly = fc.record(
  {
    questionId: fc.oneof(fc.constantFrom('q0', 'q1', 'q9'), hostile),
    value: fc.oneof(fc.constantFrom(['a'], ['b'], ['a', 'b'], [], true, 3, 'a'), hostile),
    index: fc.oneof(fc.integer(), hostile),
    offset: fc.oneof(fc.integer(), hostile),
    limit: fc.oneof(fc.integer(), hostile),
    command: fc.oneof(fc.constantFrom('lock', 'unlock'), hostile),
    playerId: fc.oneof(fc.constant('nobody'), hostile),
  },
  { requiredKeys: [] },
);
const message = fc.record({
  event: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...EVENTS) },
    { weight: 1, arbitrary: fc.string({ minLength: 1 }) },
  ),
  payload: fc.oneof(hostile, nearly),
});
/** Socket.IO reserves these names for itself, on both sides of a connection. */
const RESERVED = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** The acknowledgement, or undefined for an unknown event, which is not acknowledged. */
async function send(client: Client, event: string, payload: unknown): Promise<AnyAck | undefined> {
  if (RESERVED.has(event)) return undefined;
  if (EVENTS.includes(event))
    return client.socket.timeout(15_000).emitWithAck(event as 'sync', payload as object) as Promise<AnyAck>;
  (client.socket as unknown as { emit(event: string, payload: unknown): void }).emit(event, payload);
  return undefined;
}

describe(`${MESSAGES} messages of any kind to a running node`, () => {
  let podium: Podium;
  let clients: Client[];
  let bystander: Player;

  beforeAll(async () => {
    podium = await startPodium({
      engines: inject('environment'),
      environment: { SOCKET_EVENTS_PER_SECOND: String(RATE) },
    });
    const host = await Host.register(podium.url);
    const session = await host.session(singles(4));
    const url = podium.ws[0]!.url;
    const enter = async () => Player.enter(await Player.join(podium.url, session.sessionId), { url });
    bystander = await enter();
    clients = [await enter(), await enter(), await Client.connect(session.hostToken, { url })];
  });
  afterAll(async () => {
    clients?.forEach((client) => client.close());
    bystander?.close();
    await podium?.stop();
  });

  const memory = async () => {
    const samples = await scrape(podium.ws[0]!.url);
    return samples.get('nodejs_heap_size_used_bytes')! / 2 ** 20;
  };

  async function fuzz(messages: { event: string; payload: unknown }[]): Promise<Map<string, number>> {
    const seen = new Map<string, number>();
    for (let start = 0; start < messages.length; start += AT_ONCE) {
      const some = messages.slice(start, start + AT_ONCE);
      const acks = await Promise.all(
        some.map(({ event, payload }, at) => send(clients[at % clients.length]!, event, payload)),
      );
      for (const ack of acks) {
        const status =
          ack === undefined
            ? 'unknown event'
            : 'status' in ack && STATUSES.has(ack.status)
              ? ack.status
              : Object.keys(ack).toSorted().join();
        seen.set(status, (seen.get(status) ?? 0) + 1);
      }
    }
    return seen;
  }

  it('neither crash it nor make it err, nor cost others anything', async () => {
    const messages = fc.sample(message, { numRuns: MESSAGES, seed: SEED });
    await fuzz(messages.slice(0, 2_000));
    await sleep(1_000);
    const before = await memory();
    const pid = podium.ws[0]!.pid;
    const seen = await fuzz(messages.slice(2_000));
    console.error(Object.fromEntries(seen));

    expect(podium.ws[0]!.pid).toBe(pid);
    expect(clients.map(({ socket }) => socket.connected)).toEqual([true, true, true]);
    const known = new Set([...STATUSES, 'unknown event']);
    // A leaderboard, a standing and a state have no status.
    const shapes = [...seen.keys()].filter((status) => !known.has(status));
    for (const shape of shapes)
      expect(shape).toMatch(/^(answers,at,sessionId,top,total,version|around,standing|.*\brev\b.*)$/);
    expect(seen.get('busy') ?? 0).toBe(0);
    const errors = (await podium.logged()).split('\n').filter((line) => /"level":(50|60)/.test(line));
    expect(errors).toEqual([]);

    await bystander.open(0);
    expect(await bystander.answer('q0', ['a'])).toMatchObject({ status: 'accepted', correct: true });
    expect(bystander.received.filter(({ name }) => name === 'disconnect')).toEqual([]);
    await sleep(3_000);
    const after = await memory();
    console.error(`heap ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after`);
    expect(after).toBeLessThan(before + 20);
  }, 300_000);
});
