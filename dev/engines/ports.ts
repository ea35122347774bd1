import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The address of everything that runs on this machine alone. */
export const LOCALHOST = '127.0.0.1';

/** A connection inside one machine that takes longer is one to a host that was cut off. */
const CONNECT_MS = 1000;

/** Whether a server could listen on `port` of `host` now; without a host, of every address. */
export async function isFree(port: number, host?: string): Promise<boolean> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    // The address of another network namespace: it can't be tried from here, only asked.
    return (error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL' && !(await accepts(port, host));
  } finally {
    server.close();
  }
}

/**
 * A free port below the range from which the system numbers outgoing connections. In that range, a test's thousands
 * of sockets (or a client's retry, which may even connect to itself) could take the port of an engine that is down
 * for a moment.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('found no free port between 20000 and 32000');
}

/** Whether something accepts connections there; false when the host doesn't answer within a second. */
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
