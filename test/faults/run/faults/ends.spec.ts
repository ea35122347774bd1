import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../../../dev/engines/ports.js';
import { localEnds } from './ends.js';

it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
  'finds this process’ own end of a connection to %s',
  async (host) => {
    const port = await freePort();
    const server = createServer((socket) => socket.resume()).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const client = connect(port, host);
    await once(client, 'connect');
    expect(await localEnds(process.pid)).toContain(`127.0.0.1:${client.localPort}`);
    client.destroy();
    server.close();
  },
);

it('finds none of a process that has ended', async () => {
  expect(await localEnds(2 ** 22 + 1)).toEqual(new Set());
});
