/** The process of a proxy: `main.ts <path of its Unix socket>`. The process that connects to the socket sends the orders. */
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Reply, Request } from './protocol.js';
import { ProxyServer } from './server.js';

const [path] = process.argv.slice(2);
if (!path) throw new Error('main.ts <path of a Unix socket>');

const proxy = new ProxyServer();

async function answer({ request, ...order }: Request): Promise<Reply> {
  try {
    const passing = await proxy.obey(order);
    return { request, ...(passing && { passing }) };
  } catch (error) {
    return { request, error: (error as Error).message };
  }
}

await rm(path, { force: true });
createServer((control) => {
  control.on('error', () => control.destroy());
  createInterface({ input: control }).on('line', (line) => {
    void answer(JSON.parse(line) as Request).then((reply) => control.write(`${JSON.stringify(reply)}\n`));
  });
}).listen(path);
