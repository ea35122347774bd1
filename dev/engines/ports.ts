import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The address of everything that only this machine can reach. */
export const LOCALHOST = '127.0.0.1';

/** A connection within one machine takes less than this; a slower one leads to a host that was cut off. */
const CONNECT_MS = 1000;

/** Whether a server could listen on `port` of `host` now; without a host, on all addresses. */
export async function isFree(port: number, host?: string): Promise<boolean> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    // An address of another network namespace: this process cannot bind it, only connect to it.
    return (error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL' && !(await accepts(port, host));
  } finally {
    server.close();
  }
}

/**
 * A free port below the range from which the system takes the ports of outgoing connections. In that range, the thousands
 * of sockets of a test (or the retry of a client, which can even connect to itself) could take the port of an engine that
 * is down for a moment.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('found no free port between 20000 and 32000');
}

/** Whether something accepts connections there; false when the host does not answer within a second. */
export async function accepts(port: number, host = LOCALHOST): Promise<boolean> {
  const socket = connect({ port, host });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
