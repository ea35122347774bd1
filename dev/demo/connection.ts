import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Busy, ClientToServerEvents, ServerToClientEvents } from '../../src/contracts/socket-events.js';
import type { Transport } from './plan.js';

export type PlayerSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Events = ClientToServerEvents;
type Reply<Event extends keyof Events> = Exclude<Parameters<Parameters<Events[Event]>[1]>[0], Busy>;

const CONNECT_MS = 30_000;
const ACK_MS = 10_000;
/** A question is open for 20 s: who has not been heard by then is told so. */
const GIVE_UP_MS = 30_000;
const PAUSE_MS = 200;

/** A socket that dials in as soon as `connected` is called, and again by itself when the line breaks. */
export const openSocket = (url: string, token: string, transport: Transport): PlayerSocket =>
  io(url, {
    auth: { token },
    transports: [transport],
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: 100,
    reconnectionDelayMax: 1_000,
    timeout: CONNECT_MS,
  });

/** Resolves when the server has let the socket in; rejects with the code of its refusal. */
export function connected(socket: PlayerSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    let last = 'no answer';
    const timer = setTimeout(() => fail(`not connected after ${CONNECT_MS / 1_000} s (${last})`), CONNECT_MS);
    const fail = (why: string) => {
      clearTimeout(timer);
      socket.disconnect();
      reject(new Error(why));
    };
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.on('connect_error', (error) => {
      last = error.message;
      if (socket.active) return;
      const { code } = ((error as { data?: unknown }).data ?? {}) as { code?: string };
      fail(`refused: ${code ?? error.message}`);
    });
    socket.connect();
  });
}

/**
 * Sends an event until it is acknowledged: again after `busy`, and again when the line broke meanwhile.
 *
 * @throws Error when that takes longer than 30 s
 */
export async function ask<Event extends keyof Events>(
  socket: PlayerSocket,
  event: Event,
  payload: Parameters<Events[Event]>[0],
): Promise<Reply<Event>> {
  const end = Date.now() + GIVE_UP_MS;
  let heard = 'nothing';
  while (Date.now() < end) {
    try {
      // The typed map can't follow a generic event name.
      const reply: unknown = await socket.timeout(ACK_MS).emitWithAck(event, ...([payload] as never));
      if ((reply as Partial<Busy>).status !== 'busy') return reply as Reply<Event>;
      heard = 'busy';
    } catch (error) {
      heard = (error as Error).message;
    }
    await sleep(PAUSE_MS + Math.random() * PAUSE_MS);
  }
  throw new Error(`no answer to ${event} within ${GIVE_UP_MS / 1_000} s (last: ${heard})`);
}
