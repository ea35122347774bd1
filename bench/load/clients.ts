/**
 * The load process: real socket.io-clients, steered over IPC. Times are of this machine's one clock, so that those of
 * several processes may be compared.
 */
import { io, type Socket } from 'socket.io-client';
import { listen } from './listener.js';
import { post } from './post.js';
import type { Latencies, LoadTask, Report } from './tasks.js';

/** Connections opened at a time. */
const CONNECTING = 100;

let clients: Socket[] = [];
const now = (): number => performance.timeOrigin + performance.now();

/** What of the client takes packets in; its types keep it to themselves. */
interface Takes {
  decoder: { add(packet: unknown): void };
}

/** Drops events unread: a thousand players who each parse a leaderboard are a thousand phones, not one process. */
function ignore(socket: Socket, events: string[]): void {
  const { decoder } = socket.io as unknown as Takes;
  const starts = events.map((event) => `2["${event}"`);
  const add = decoder.add.bind(decoder);
  decoder.add = (packet) => {
    if (typeof packet !== 'string' || !starts.some((start) => packet.startsWith(start))) add(packet);
  };
}

const connectOne = (url: string, token: string, ignoring: string[]): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
    if (ignoring.length > 0) ignore(socket, ignoring);
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });

async function someAtATime(tokens: string[], work: (token: string) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < tokens.length; start += CONNECTING) {
    await Promise.all(tokens.slice(start, start + CONNECTING).map(work));
  }
}

async function connect(url: string, tokens: string[], ignoring: string[]): Promise<void> {
  const opened = new Map<string, Socket>();
  await someAtATime(tokens, async (token) => opened.set(token, await connectOne(url, token, ignoring)));
  clients.push(...tokens.map((token) => opened.get(token)!));
}

function latenciesOf(values: number[], seconds: number, statuses: Record<string, number>): Latencies {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  return { statuses, seconds, p50: at(0.5), p99: at(0.99), max: at(1) };
}

const count = (statuses: Record<string, number>, { status }: { status: string }): void => {
  statuses[status] = (statuses[status] ?? 0) + 1;
};

/** Every client sends its payloads, each after the acknowledgement of the one before. */
async function closedLoop(event: string, payloadsOf: (client: number) => unknown[]): Promise<Latencies> {
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  const started = now();
  const play = (socket: Socket, client: number) =>
    new Promise<void>((resolve) => {
      const payloads = payloadsOf(client);
      let next = 0;
      const send = () => {
        if (next === payloads.length) return resolve();
        const sent = now();
        socket.emit(event, payloads[next++], (reply: { status: string }) => {
          latencies.push(now() - sent);
          count(statuses, reply);
          send();
        });
      };
      send();
    });
  await Promise.all(clients.map(play));
  return latenciesOf(latencies, (now() - started) / 1_000, statuses);
}

/** Every client sends one event, `perSecond` in all, whatever the acknowledgements do: latency counts from when it was due. */
async function openLoop(event: string, payloads: unknown[], perSecond: number): Promise<Latencies> {
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  const started = now();
  const due = (place: number) => started + (1_000 * place) / perSecond;
  const all = clients.length * payloads.length;
  let sent = 0;
  await new Promise<void>((resolve) => {
    const step = () => {
      for (; sent < all && due(sent) <= now(); sent++) {
        const dueAt = due(sent);
        const payload = payloads[Math.floor(sent / clients.length)];
        clients[sent % clients.length]!.emit(event, payload, (reply: { status: string }) => {
          latencies.push(now() - dueAt);
          count(statuses, reply);
          if (latencies.length === all) resolve();
        });
      }
      if (sent < all) setTimeout(step, 1);
    };
    step();
  });
  return latenciesOf(latencies, (now() - started) / 1_000, statuses);
}

/** Resolves when every client has had `event` so many times, with when the first and the last had its last. */
async function hear(event: string, times: number): Promise<Report> {
  const at = await Promise.all(
    clients.map(
      (socket) =>
        new Promise<number>((resolve) => {
          let left = times;
          const heard = () => {
            if (--left > 0) return;
            socket.off(event, heard);
            resolve(now());
          };
          socket.on(event, heard);
        }),
    ),
  );
  return { first: at.reduce((a, b) => Math.min(a, b)), last: at.reduce((a, b) => Math.max(a, b)) };
}

/** The last payload of `event` that the first client hears. */
const sample = (event: string): Promise<Report> =>
  new Promise((resolve) => clients[0]!.once(event, (payload: unknown) => resolve({ payload, at: now() })));

async function run(task: LoadTask): Promise<Report> {
  switch (task.kind) {
    case 'connect':
      await connect(task.url, task.tokens, task.ignoring);
      return {};
    case 'listen':
      await someAtATime(task.tokens, (token) => listen(task.url, token));
      return {};
    case 'closed-loop':
      return closedLoop(task.event, () => task.payloads);
    case 'groups': {
      const payloads = task.groups.flatMap((group) =>
        Array.from({ length: group.clients }, () => group.payloads),
      );
      return closedLoop(task.event, (client) => payloads[client]!);
    }
    case 'post':
      await post(task.url, task.times);
      return {};
    case 'open-loop':
      return openLoop(task.event, task.payloads, task.perSecond);
    case 'hear':
      return hear(task.event, task.times);
    case 'sample':
      return sample(task.event);
    case 'begun':
      return {};
    case 'disconnect':
      for (const socket of clients) socket.disconnect();
      clients = [];
      return {};
    default:
      return task satisfies never;
  }
}

process.on('message', ({ id, task }: { id: number; task: LoadTask }) => {
  run(task).then(
    (report) => process.send?.({ id, report }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
