import { once } from 'node:events';
import type { Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoundedServer, end, ended, LATE, metric, SECOND } from '../../../test/support/bounded-server.js';
import type { RawWebSocket } from '../../../test/support/raw-web-socket.js';
import { until } from '../../../test/support/until.js';

const server = new BoundedServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

describe.concurrent('connections', () => {
  describe('whatever comes', () => {
    const others: [string, (raw: RawWebSocket) => void][] = [
      ['events that nobody knows', (raw) => raw.send('42["nonsense",{}]')],
      ['acknowledgements of nothing', (raw) => raw.send('430[{}]')],
      ['heartbeats', (raw) => raw.send('3')],
      ['packets that say nothing', (raw) => raw.send('6')],
      ['pings of WebSocket', (raw) => raw.ping()],
      ['known events', (raw) => raw.send('421["sync",{}]')],
    ];
    it.each(others)('%s are paid for, and a flood of them ends the connection', async (_what, send) => {
      const { raw } = await server.enter();
      for (let times = 0; times < 30; times++) send(raw);
      raw.send('427["sync",{}]');
      await raw.hears('437["x"]');
      expect(raw.closed).toBe(false);
      for (let times = 0; times < 300; times++) send(raw);
      await end(raw, 5 * SECOND);
    });

    it.each(['40/other,', '42/other,["sync",{}]', '451-/other,["sync",{}]', '40/n0'])(
      '%s is for another namespace, and ends the connection',
      async (packet) => {
        const { raw } = await server.enter();
        const before = await ended('namespace');
        raw.send(packet);
        await end(raw, 2 * SECOND);
        expect(raw.heard).not.toContain('Invalid namespace');
        expect(await ended('namespace')).toBeGreaterThan(before);
      },
    );

    it('`/` is the namespace that is meant, however it is written', async () => {
      const { raw } = await server.enter();
      raw.send('42/,3["sync",{}]');
      await raw.hears('433["x"]');
      expect(raw.closed).toBe(false);
    });

    it('an answer that is large costs several events', async () => {
      const { raw } = await server.enter();
      for (let id = 0; id < 3; id++) raw.send(`42${id}["leaderboard",{}]`);
      raw.send('427["sync",{}]');
      await raw.hears('437[');
      expect(raw.heard).toContain('437[{"status":"busy"}]');
      await until(
        () => {
          raw.send('428["sync",{}]');
          return raw.heard.includes('438["x"]');
        },
        { what: 'answer that is not busy', withinMs: 3 * SECOND, everyMs: 200 },
      );
      expect(raw.closed).toBe(false);
    });

    it('what an event will cost is charged before its answer comes, and given back if it was less', async () => {
      const { raw } = await server.enter();
      for (let id = 0; id < 4; id++) raw.send(`42${id}["standing",{}]`);
      raw.send('427["sync",{}]');
      await raw.hears('437[');
      expect(raw.heard).toContain('437[{"status":"busy"}]');
      await raw.hears('433["y"]');
      for (let id = 10; id < 40; id++) raw.send(`42${id}["sync",{}]`);
      await raw.hears('4339[');
      expect(raw.heard).toContain('4339["x"]');
    });

    it.each(['42["answer",{}]', '421["answer",{}]', '421["host",{}]', '42/,1["answer",{}]'])(
      'a throw upon %s ends that connection and no other',
      async (packet) => {
        const [{ raw }, other] = [await server.enter(), await server.enter()];
        const before = await metric('podium_handler_failures_total{where="socket"}');
        raw.send(packet);
        await end(raw, 2 * SECOND);
        other.raw.send('421["sync",{}]');
        await other.raw.hears('431["x"]');
        expect(await metric('podium_handler_failures_total{where="socket"}')).toBeGreaterThan(before);
      },
    );
  });

  describe('a client that', () => {
    it('sends no handshake is cut off after five seconds; a handshake that waits is not', async () => {
      const startedAt = performance.now();
      const [silent, asking] = [await server.open(), await server.open()];
      asking.send(`40{"token":"${LATE}"}`);
      await end(silent, 9 * SECOND);
      expect(performance.now() - startedAt).toBeGreaterThan(4.9 * SECOND);
      await asking.hears('40{"sid"');
    }, 20_000);

    it('sends its handshake twice at once is let in once', async () => {
      const raw = await server.open();
      let entered = 0;
      const token = server.newToken();
      const count = ({ handshake }: Socket) => (entered += Number(handshake.auth['token'] === token));
      server.io.on('connection', count);
      raw.send(`40{"token":"${token}"}`);
      raw.send(`40{"token":"${token}"}`);
      await raw.hears('40{"sid"');
      raw.send('421["sync",{}]');
      await raw.hears('431["x"]');
      server.io.off('connection', count);
      expect([raw.closed, entered]).toEqual([false, 1]);
    });

    it('leaves, and leaves its connection behind, is cut off after five seconds', async () => {
      const { raw } = await server.enter();
      raw.send('41');
      const startedAt = performance.now();
      await end(raw, 9 * SECOND);
      expect(performance.now() - startedAt).toBeGreaterThan(4.9 * SECOND);
    }, 20_000);

    it('comes by the client of Socket.IO notices nothing, by whatever transport', async () => {
      const client = io(server.url, { auth: { token: 'ordinary' }, transports: ['polling', 'websocket'] });
      await once(client as never, 'connect');
      await until(() => client.io.engine.transport.name === 'websocket', {
        what: 'upgrade',
        withinMs: 5_000,
      });
      for (let times = 0; times < 30; times++) expect(await client.emitWithAck('sync', {})).toBe('x');
      client.disconnect();
    });
  });
});
