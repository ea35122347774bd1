import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoundedServer, end, ended, LARGE, metric, SECOND } from '../../../test/support/bounded-server.js';
import { until } from '../../../test/support/until.js';
import { encodeEvent, type Line, MOST_UNSENT_BYTES, write } from './line.js';
import type { SessionSocket } from './session-socket.js';

const server = new BoundedServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

const unsentOf = ({ conn }: SessionSocket) =>
  (conn as unknown as { transport: { socket: { bufferedAmount: number } } }).transport.socket.bufferedAmount;

describe.concurrent('a client that does not read', () => {
  const board = encodeEvent('kicked', { reason: 'x'.repeat(LARGE) });
  it('is given no more than the bound, by no way, and has to go after ten seconds', async () => {
    const { raw, socket } = await server.enter();
    raw.stopReading();
    const line = socket.conn as unknown as Line;
    const before = await ended('unread');
    await until(
      () => {
        for (let times = 0; times < 10; times++) write(line, board);
        return unsentOf(socket) > MOST_UNSENT_BYTES;
      },
      { what: 'full line', withinMs: 5 * SECOND, everyMs: 1 },
    );
    const startedAt = performance.now();
    const full = unsentOf(socket);
    for (let times = 0; times < 100; times++) {
      write(line, board);
      socket.emit('kicked', { reason: 'x'.repeat(LARGE) });
      server.io.to(socket.id).emit('kicked', { reason: 'x'.repeat(LARGE) });
    }
    expect(unsentOf(socket)).toBe(full);
    expect(full).toBeLessThan(MOST_UNSENT_BYTES + 2 * LARGE);
    expect(await metric('podium_unsent_bytes')).toBeGreaterThanOrEqual(full);
    expect(await metric('podium_stuck_connections')).toBeGreaterThanOrEqual(1);
    await until(() => socket.disconnected, { what: 'end of the connection', withinMs: 12 * SECOND });
    expect(performance.now() - startedAt).toBeGreaterThan(9 * SECOND);
    expect(await ended('unread')).toBeGreaterThan(before);
  }, 20_000);

  it('is not served either, and comes again for what it has missed once it reads', async () => {
    const { raw, socket } = await server.enter();
    raw.stopReading();
    const line = socket.conn as unknown as Line;
    await until(
      () => {
        write(line, board);
        return unsentOf(socket) > MOST_UNSENT_BYTES;
      },
      { what: 'full line', withinMs: 5 * SECOND, everyMs: 1 },
    );
    write(line, board);
    raw.send('421["sync",{}]');
    raw.readOn();
    await end(raw, 5 * SECOND);
    expect(raw.heard).toContain('kicked');
    expect(raw.heard).not.toContain('431["x"]');
  });

  it('loses acknowledgements without losing its connection: it asks again', async () => {
    const { raw, socket } = await server.enter();
    const line = socket.conn as unknown as Line;
    raw.stopReading();
    await until(
      () => {
        write(line, board);
        return unsentOf(socket) > MOST_UNSENT_BYTES;
      },
      { what: 'full line', withinMs: 5 * SECOND, everyMs: 1 },
    );
    write(line, { packets: ['37["lost"]'] });
    raw.readOn();
    await until(
      () => {
        raw.send('429["sync",{}]');
        return raw.heard.includes('439["x"]');
      },
      { what: 'acknowledgement', withinMs: 5 * SECOND },
    );
    expect(raw.heard).not.toContain('lost');
    expect(raw.closed).toBe(false);
  });

  it('by long-polling is counted by the answers that it does not read', async () => {
    const poll = `${server.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(poll)).text()).slice(1)) as { sid: string };
    const token = server.newToken();
    await fetch(`${poll}&sid=${sid}`, { method: 'POST', body: `40${JSON.stringify({ token })}` });
    const text = await (await fetch(`${poll}&sid=${sid}`)).text();
    expect(text).toContain('40{"sid"');
    const socket = server.sockets.get(token)!;
    const large = encodeEvent('kicked', { reason: 'x'.repeat(5 * 1024 * 1024) });
    const unread: Promise<Response>[] = [];
    for (let times = 0; times < 2; times++) {
      write(socket.conn as unknown as Line, large);
      // The head is read, the body is not.
      unread.push(fetch(`${poll}&sid=${sid}`));
      await unread.at(-1);
    }
    write(socket.conn as unknown as Line, large);
    expect((socket.conn as unknown as Line).writeBuffer).toHaveLength(0);
    await until(() => socket.disconnected, { what: 'end of the connection', withinMs: 12 * SECOND });
    await expect((await unread[0]!).text()).rejects.toThrow('terminated');
  }, 20_000);
});
