import { io, type Socket } from 'socket.io-client';
import { Baseline } from '../../bench/baseline.js';
import { ANY_CPU } from '../../bench/machine.js';
import { times } from './crowd.js';

/** The times of bare Socket.IO here and now, in milliseconds. */
export interface BareTimes {
  /** Until 99 of 100 clients have received a message to all. */
  message: number;
  /** Until each client has an acknowledgement, when all send at once. */
  acknowledged: number;
}

const connect = async (url: string): Promise<Socket> => {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
};

/** Milliseconds from the call of `tell` until 99 of 100 sockets have received the event that it causes. */
export async function untilTold(
  sockets: Pick<Socket, 'once'>[],
  event: string,
  tell: () => Promise<unknown>,
): Promise<number> {
  const arrivals = sockets.map(
    (socket) => new Promise<number>((resolve) => socket.once(event, () => resolve(performance.now()))),
  );
  const told = performance.now();
  await tell();
  const delays = (await Promise.all(arrivals)).map((at) => at - told).toSorted((a, b) => a - b);
  return delays[Math.floor(sockets.length * 0.99)]!;
}

/** The bounds for a crowd of `count` clients in this process, with one server that does nothing else. */
export async function bareSocketIo(count: number, payload: object): Promise<BareTimes> {
  const bare = await Baseline.start('socket-server', ANY_CPU);
  const sockets: Socket[] = [];
  try {
    await times(count, async () => sockets.push(await connect(bare.url)));
    const message = await untilTold(sockets, 'told', () =>
      bare.tell({ event: 'told', payload, times: 1, everyMs: 0 }),
    );
    const asked = performance.now();
    await Promise.all(sockets.map((socket) => socket.emitWithAck('answer', payload) as Promise<unknown>));
    return { message, acknowledged: performance.now() - asked };
  } finally {
    for (const socket of sockets) socket.disconnect();
    await bare.stop();
  }
}
