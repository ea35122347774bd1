/** The bound of a join: Node's own HTTP server. It reads a body, answers with bytes that it was given, and reports its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

let reply = '{}';
const server = createServer(async (request, response) => {
  JSON.parse(await text(request));
  response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end(reply);
});
process.on('message', (bytes: string) => {
  reply = bytes;
  process.send?.('ready');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
