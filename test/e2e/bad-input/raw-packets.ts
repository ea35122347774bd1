import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.js';
import type { SessionState } from '../../../src/contracts/session.js';
import { Client, type Player, type Transport } from '../../support/player.js';
import { makeToken } from '../../support/tokens.js';
import { until } from '../../support/until.js';
import { besieged } from './siege.js';

/** Long-polling by hand, for packets that no client sends. */
class RawConnection {
  private constructor(private readonly url: string) {}

  static async open(): Promise<RawConnection> {
    const url = `${besieged.podium.ws[0]!.url}/socket.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(url)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    return new RawConnection(`${url}&sid=${sid}`);
  }

  async post(packets: string): Promise<number> {
    const { status } = await fetch(this.url, { method: 'POST', body: packets });
    return status;
  }

  /** Everything that came until `wanted` came or the connection was closed. */
  async read(wanted: string): Promise<string> {
    let all = '';
    while (!all.includes(wanted)) {
      const answer = await fetch(this.url, { signal: AbortSignal.timeout(10_000) });
      const text = await answer.text();
      all += answer.ok ? text : ' closed';
      if (!answer.ok || text === '1' || text.endsWith('\u001e1')) break;
    }
    return all;
  }
}

type Emit = { emit(event: string, ...payload: unknown[]): void };
const raw = ({ socket }: Player) => socket as unknown as Emit;

const closed = (client: Client) =>
  until(() => !client.socket.connected, { what: 'end of the connection', withinMs: 5_000 });

describe('what a socket client of one’s own making sends', () => {
  it('a leaderboard asked for with any payload is this session’s, by the first page', async () => {
    const payloads: unknown[] = [null, undefined, true, 7, 'text', 'h'.repeat(15 * 1024), [], [[]], {}];
    payloads.push(JSON.parse('{"__proto__":{"offset":5,"limit":1}}'), { limit: undefined }, { other: 1 });
    const acks = await besieged.each(payloads, (client, payload) => client.send('leaderboard', payload));
    for (const ack of acks)
      expect(ack).toMatchObject({ sessionId: besieged.session.sessionId, total: 3, top: { length: 3 } });
  });

  it.each<Transport>(['websocket', 'polling'])('a bad token is refused over %s', async (transport) => {
    const claims = { sid: besieged.session.sessionId, sub: besieged.mallory.id };
    const secret = besieged.jwtSecret;
    const bad: [unknown, string][] = [
      [undefined, 'TOKEN_INVALID'],
      ['garbage', 'TOKEN_INVALID'],
      [makeToken(claims, { secret: 'another secret of more than 32 bytes' }), 'TOKEN_INVALID'],
      [makeToken(claims, { algorithm: 'none' }), 'TOKEN_INVALID'],
      [makeToken(claims, { secret, expiresInSeconds: -1 }), 'TOKEN_EXPIRED'],
      [besieged.host.tokens.accessToken, 'TOKEN_INVALID'],
      [besieged.host.tokens.refreshToken, 'TOKEN_INVALID'],
    ];
    for (const [token, code] of bad) {
      const refusal: unknown = await Client.connect(token, { url: besieged.url, transport }).then(
        (client) => besieged.keep(client) && 'connected',
        (error: { data?: object }) => error.data,
      );
      expect(refusal).toEqual({ code });
    }
  });

  it('who was refused, or never asked, gets no answer to an event', async () => {
    const garbage = await RawConnection.open();
    await garbage.post('40{"token":"garbage"}');
    expect(await garbage.read('44')).toContain('"code":"TOKEN_INVALID"');
    const silent = await RawConnection.open();
    const member = await RawConnection.open();
    await member.post(`40${JSON.stringify({ token: besieged.mallory.joined.playerToken })}`);
    expect(await member.read('"session"')).toContain(besieged.session.sessionId);
    await member.post('420["sync",{}]');
    expect(await member.read('430')).toContain('430[{"sessionId"');
    for (const connection of [garbage, silent]) {
      await connection.post('420["sync",{}]');
      const all = await connection.read('430');
      expect(all).not.toContain('430');
      expect(all).not.toContain(besieged.session.sessionId);
    }
  });

  it.each(
    [
      '42[',
      '42{}',
      '42[]',
      '42["disconnect"]',
      '42["connect_error",{}]',
      '42["__proto__",{}]',
      '42[{"a":1},{}]',
      '42[null]',
      '42-1["sync",{}]',
      '4299999999999999999999["sync",{}]',
      '430["sync",{}]',
      '44{"message":"x"}',
      '451-["answer",{"_placeholder":true,"num":9}]',
      '45999999-["answer",{}]',
      '451-0["answer",{"questionId":"q0","value":{"_placeholder":true,"num":0}}]\u001ebAAAA',
      '49',
      '4',
      '9',
      '42/other,["sync",{}]',
      `42["answer",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
    ].map((packet) => [packet.slice(0, 60), packet] as const),
  )('the packet %s harms nobody', async (_title, packet) => {
    const connection = await RawConnection.open();
    await connection.post(`40${JSON.stringify({ token: besieged.mallory.joined.playerToken })}`);
    expect(await connection.read(besieged.session.sessionId)).toContain('"session"');
    await connection.post(packet);
    expect(await besieged.ada.sync()).toMatchObject({ sessionId: besieged.session.sessionId });
  });

  it('a binary message over 16 KiB closes its connection and no other', async () => {
    const client = await besieged.another();
    raw(client).emit('answer', { questionId: 'q0', value: Buffer.alloc(LIMITS.socketMessageBytes + 1) });
    await closed(client);
    expect(await besieged.ada.sync()).toMatchObject({ status: 'open' });
  });

  const FLOODS: [string, unknown][] = [
    ['sync', {}],
    ['answer', { questionId: 'q0', value: ['nonsense'] }],
    ['host', { command: 'end' }],
  ];
  describe.each<Transport>(['websocket', 'polling'])('over %s', (transport) => {
    it.each(FLOODS)(
      'a flood of %s that waits for no answer ends its own connection',
      async (event, payload) => {
        const flooder = await besieged.another(transport, besieged.podium.ws[0]!.url);
        const before = Date.now();
        for (let count = 0; count < 260; count++) raw(flooder).emit(event, payload);
        const [state] = await Promise.all([besieged.ada.sync(), closed(flooder)]);
        expect(state).toMatchObject({ status: 'open', you: { playerId: besieged.ada.id } });
        expect(Date.now() - before).toBeLessThan(5_000);
        expect(flooder.payloads('disconnect')).toHaveLength(1);
        const again = await besieged.another(transport);
        expect(((await again.sync()) as SessionState).you?.answered).toEqual(['q1']);
      },
    );
  });

  it('a flood of 500 a second that goes on for seconds ends the connection, too', async () => {
    const flooder = await besieged.another('websocket', besieged.podium.ws[0]!.url);
    await until(
      () => {
        for (let count = 0; count < 10; count++) raw(flooder).emit('sync', {});
        return !flooder.socket.connected;
      },
      { what: 'end of the connection', withinMs: 15_000, everyMs: 20 },
    );
    expect(await besieged.ada.sync()).toMatchObject({ status: 'open' });
  });

  it('a burst of 40 is answered, the next are busy, and a pause makes good', async () => {
    const client = await besieged.another('websocket', besieged.podium.ws[0]!.url);
    const acks = await Promise.all(Array.from({ length: 60 }, () => client.standing()));
    expect(acks.slice(0, 40).filter((ack) => 'standing' in ack)).toHaveLength(40);
    expect(acks.slice(40)).toContainEqual({ status: 'busy' });
    await until(async () => 'standing' in (await client.standing()), {
      what: 'answer that is not busy',
      withinMs: 3_000,
      everyMs: 100,
    });
    expect(client.socket.connected).toBe(true);
    client.close();
  });
});
