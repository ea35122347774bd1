/** The load process: real socket.io-clients, steered over IPC. */
import { io, type Socket } from 'socket.io-client';
import type { LoadReport, LoadTask } from './protocol.js';

let clients: Socket[] = [];

/** Connections opened at a time. */
const CONNECTING = 100;

async function connect(url: string, tokens: string[]): Promise<void> {
  for (let start = 0; start < tokens.length; start += CONNECTING) {
    const opened = tokens.slice(start, start + CONNECTING).map(
      (token) =>
        new Promise<Socket>((resolve, reject) => {
          const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
          socket.once('connect', () => resolve(socket));
          socket.once('connect_error', reject);
        }),
    );
    clients.push(...(await Promise.all(opened)));
  }
}

/** Every client sends `payloads`, each after the acknowledgement of the one before. */
async function closedLoop(event: string, payloads: unknown[]): Promise<LoadReport> {
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  const started = performance.now();
  const play = (socket: Socket) =>
    new Promise<void>((resolve) => {
      let next = 0;
      const send = () => {
        if (next === payloads.length) return resolve();
        const sent = performance.now();
        socket.emit(event, payloads[next++], ({ status }: { status: string }) => {
          latencies.push(performance.now() - sent);
          statuses[status] = (statuses[status] ?? 0) + 1;
          send();
        });
      };
      send();
    });
  await Promise.all(clients.map(play));
  const seconds = (performance.now() - started) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { statuses, seconds, p50: at(0.5), p99: at(0.99) };
}

async function run(task: LoadTask): Promise<LoadReport | undefined> {
  switch (task.kind) {
    case 'connect':
      await connect(task.url, task.tokens);
      return undefined;
    case 'open':
      return closedLoop(
        'question',
        Array.from({ length: task.questions }, (_, index) => ({ index })),
      );
    case 'answer':
      return closedLoop(
        'answer',
        task.questionIds.map((questionId) => ({ questionId, value: task.value })),
      );
    case 'disconnect':
      for (const socket of clients) socket.disconnect();
      clients = [];
      return undefined;
    default:
      return task satisfies never;
  }
}

process.on('message', (task: LoadTask) => {
  run(task).then(
    (report) => process.send?.({ report }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
