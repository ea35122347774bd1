import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.js';
import { QUESTIONS } from '../../support/besieged.js';
import { Client, type Transport } from '../../support/player.js';
import { until } from '../../support/until.js';
import { besieged } from './siege.js';

const HUGE = 'h'.repeat(15 * 1024);
/** Longer than a message can be. */
const TOO_LARGE = 'h'.repeat(LIMITS.socketMessageBytes + 1);
const POLLUTION = JSON.parse(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
) as object;
/** Payloads that are no valid objects of the contract. */
const WRONG_PAYLOADS: unknown[] = [
  null,
  undefined,
  true,
  7,
  -1.5,
  'text',
  HUGE,
  [],
  ['q0', ['a']],
  [[[[]]]],
  {},
  { questionId: null },
  POLLUTION,
  { questionId: { $ne: null }, value: ['a'] },
  Buffer.from('binary'),
];
/** JSON has no NaN and no Infinity: they arrive as null. */
const WRONG_INDEXES: unknown[] = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  1.5,
  QUESTIONS.length,
  1e308,
  2 ** 53,
  '0',
  null,
  true,
  [0],
  { $gt: 0 },
  '__proto__',
  HUGE,
];
const WRONG_VALUES: Record<string, unknown[]> = {
  q0: [
    null,
    undefined,
    true,
    5,
    '',
    'a',
    [],
    [null],
    ['z'],
    ['a', 'b'],
    ['a', 'a'],
    [['a']],
    ['__proto__'],
    ['toString'],
    { 0: 'a', length: 1 },
    ['o1'],
    [HUGE],
  ],
  multi: [['a', 'a'], ['o1'], ['a', 'b', 'c', 'a'], 'ab', []],
  order: [
    ['o1', 'o2'],
    ['o1', 'o2', 'o2'],
    ['a', 'b', 'c'],
    ['o1', 'o2', 'o3', 'o1'],
  ],
  truth: ['true', 1, null, [true], {}],
  text: [5, null, ['yes'], '', '   ', 'y'.repeat(501), HUGE, { toString: 'yes' }],
  number: [NaN, Infinity, -Infinity, '5', null, [5], -1, 11, 1e308, { valueOf: 5 }],
  poll: [['x', 'y'], [], 'x', ['a']],
};

const hostSocket = async () =>
  besieged.keep(await Client.connect(besieged.session.hostToken, { url: besieged.url }));

describe('bad input over the socket', () => {
  it('an answer that is none is invalid, and says which field', async () => {
    const acks = await besieged.each(WRONG_PAYLOADS, (client, payload) => client.send('answer', payload));
    for (const ack of acks)
      expect(ack).toMatchObject({ status: 'invalid', errors: [{ message: expect.any(String) }] });
  });

  it('a question that this quiz does not have is invalid', async () => {
    const ids = [
      'other0',
      'Q0',
      '',
      ' q0',
      'q0\0',
      '__proto__',
      'constructor',
      'toString',
      '*',
      '../q0',
      'a'.repeat(65),
      HUGE,
      0,
      null,
      ['q0'],
    ];
    const acks = await besieged.each(ids, (client, questionId) =>
      client.send('answer', { questionId, value: ['a'] }),
    );
    for (const ack of acks)
      expect(ack).toMatchObject({ status: 'invalid', errors: [{ path: 'questionId' }] });
  });

  it.each(Object.entries(WRONG_VALUES))(
    'a value that question %s does not take is invalid',
    async (questionId, values) => {
      const acks = await besieged.each(values, (client, value) =>
        client.send('answer', { questionId, value }),
      );
      for (const ack of acks) {
        expect(ack).toMatchObject({
          status: 'invalid',
          errors: expect.arrayContaining([
            expect.objectContaining({ path: expect.stringMatching(/^value(\.\d+)?$/) }),
          ]),
        });
        expect(JSON.stringify(ack).length).toBeLessThan(2_000);
      }
    },
  );

  it('an index that this quiz does not have is invalid', async () => {
    const payloads = [...WRONG_PAYLOADS, ...WRONG_INDEXES.map((index) => ({ index }))];
    const acks = await besieged.each(payloads, (client, payload) => client.send('question', payload));
    for (const ack of acks) expect(ack).toMatchObject({ status: 'invalid', errors: [{ path: 'index' }] });
  });

  it('a page that is none is invalid', async () => {
    const pages = [
      { offset: -1 },
      { offset: 1.5 },
      { offset: '0' },
      { offset: null },
      { offset: LIMITS.pageOffset + 1 },
      { offset: NaN },
      { limit: 0 },
      { limit: -1 },
      { limit: 101 },
      { limit: '10' },
      { limit: [10] },
      { limit: Infinity },
      { limit: HUGE },
    ];
    const acks = await besieged.each(pages, (client, page) => client.send('leaderboard', page));
    acks.forEach((ack, index) => {
      expect(ack).toMatchObject({ status: 'invalid', errors: [{ path: Object.keys(pages[index]!)[0] }] });
    });
  });

  it('reads do not mind their payload', async () => {
    const standings = await besieged.each(WRONG_PAYLOADS, (client, payload) =>
      client.send('standing', payload),
    );
    for (const ack of standings) expect(ack).toMatchObject({ standing: { playerId: besieged.mallory.id } });
    const states = await besieged.each(WRONG_PAYLOADS, (client, payload) => client.send('sync', payload));
    for (const ack of states) expect(ack).toMatchObject({ sessionId: besieged.session.sessionId });
  });

  it('events without an acknowledgement, with too many arguments, or unknown ones harm nobody', async () => {
    const client = await besieged.another();
    const raw = client.socket as unknown as { emit(event: string, ...payload: unknown[]): void };
    for (const event of [
      'answer',
      'question',
      'leaderboard',
      'standing',
      'sync',
      'host',
      'nonsense',
      '__proto__',
    ]) {
      raw.emit(event);
      raw.emit(event, null);
      raw.emit(event, { questionId: 'zzz', index: -1 }, 'no function', [], null);
    }
    expect(await client.sync()).toMatchObject({ you: { answered: ['q1'] } });
    client.close();
  });

  it('players can neither host nor hosts play', async () => {
    const commands = ['end', 'lock', 'kick', 'start', 'nonsense'];
    for (const ack of await besieged.each(commands, (client, command) =>
      client.send('host', { command, playerId: besieged.mallory.id }),
    )) {
      expect(ack).toEqual({ status: 'forbidden' });
    }
    const asHost = await hostSocket();
    expect(await asHost.answer('q0', ['a'])).toEqual({ status: 'forbidden' });
    expect(await asHost.open(0)).toEqual({ status: 'forbidden' });
    expect(await asHost.standing()).toEqual({ status: 'forbidden' });
  });

  it('a host’s command that is none is invalid', async () => {
    const asHost = await hostSocket();
    for (const payload of [
      ...WRONG_PAYLOADS,
      { command: 'END' },
      { command: ['end'] },
      { command: 'toString' },
    ]) {
      expect(await asHost.send('host', payload)).toMatchObject({
        status: 'invalid',
        errors: [{ path: 'command' }],
      });
    }
    for (const playerId of [5, '', ['x'], 'a b', 'x'.repeat(65), {}]) {
      const ack = await asHost.send('host', { command: 'lock', playerId });
      expect(ack).toMatchObject({ status: 'invalid', errors: [{ path: 'playerId' }] });
    }
  });

  it.each<Transport>(['websocket', 'polling'])(
    'over 16 KiB closes the %s connection and no other',
    async (transport) => {
      const client = await besieged.another(transport);
      (client.socket as unknown as { emit(event: string, payload: unknown): void }).emit('answer', {
        questionId: TOO_LARGE,
      });
      await until(() => !client.socket.connected, { what: 'end of the connection', withinMs: 5_000 });
      expect(besieged.ada.socket.connected).toBe(true);
      expect(await besieged.ada.sync()).toMatchObject({ status: 'open' });
    },
  );

  it('more than 20 events a second are busy, and going on ends the connection, of this socket only', async () => {
    const flooder = await besieged.another('websocket', besieged.podium.ws[0]!.url);
    const acks = await Promise.all(Array.from({ length: 80 }, () => flooder.sync()));
    const busy = acks.filter((ack) => 'status' in ack && (ack.status as string) === 'busy').length;
    expect(busy).toBeGreaterThanOrEqual(20);
    expect(busy).toBeLessThanOrEqual(40);
    expect(flooder.socket.connected).toBe(true);
    expect(await besieged.ada.sync()).toMatchObject({ sessionId: besieged.session.sessionId });
    for (let event = 0; event < 400; event++) flooder.socket.emit('sync', {}, () => undefined);
    await until(() => !flooder.socket.connected, { what: 'end of the connection', withinMs: 5_000 });
    expect(flooder.payloads('disconnect')).toEqual(['io server disconnect']);
    expect(besieged.ada.socket.connected).toBe(true);
    expect(await besieged.ada.sync()).toMatchObject({ status: 'open' });
  });
});
