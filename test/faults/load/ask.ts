import type { Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../src/contracts/socket-events.js';

export type TypedSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Events = ClientToServerEvents;
type Reply<Event extends keyof Events> = Parameters<Parameters<Events[Event]>[1]>[0];
/** An acknowledgement, or the reason for which there was none. */
export type Heard<Event extends keyof Events> = { reply: Reply<Event> } | { reason: string };

const ACK_MS = 4_000;

/** Sends an event once and immediately; never rejects. */
export async function ask<Event extends keyof Events>(
  socket: TypedSocket,
  event: Event,
  payload: Parameters<Events[Event]>[0],
): Promise<Heard<Event>> {
  try {
    // The typed map cannot follow a generic event name.
    const reply: unknown = await socket.timeout(ACK_MS).emitWithAck(event, ...([payload] as never));
    return { reply: reply as Reply<Event> };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}
