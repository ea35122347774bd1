import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../../../dev/engines/cluster/until.js';
import { neverRead } from './deaf.js';
import { Tally } from './tally.js';
import type { World } from './world.js';

it('asks without reading, so that answers pile up at the server, and comes again when it is cut off', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const lines: WebSocket[] = [];
  server.on('connection', (line) => {
    lines.push(line);
    line.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('40')) line.send('40{"sid":"a"}');
      else if (text.includes('"leaderboard"')) line.send('x'.repeat(1024 * 1024));
    });
  });
  const end = new AbortController();
  const { port } = server.address() as AddressInfo;
  const tally = new Tally(() => undefined);
  const world = { url: `http://127.0.0.1:${port}`, tally } as World;
  const seat = { sessionId: 's', playerId: 'p', token: 't' };
  const done = neverRead(world, seat, end.signal);
  await until('answers that wait', 20_000, () => (lines[0]?.bufferedAmount ?? 0) > 4 * 1024 * 1024);
  lines[0]!.terminate();
  await until('another line', 10_000, () => lines.length > 1);
  end.abort();
  await done;
  expect(tally.stats.deaf).toBe(2);
  server.close();
}, 40_000);
