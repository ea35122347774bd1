/**
 * The load process: its players are steered over IPC. All times come from the one clock of this machine, so that the times of
 * several processes can be compared.
 */
import { Player } from './player.js';
import { post } from './post.js';
import type { Latencies, LoadTask, Report } from './tasks.js';

/** Connections opened at a time. */
const CONNECTING = 100;

let clients: Player[] = [];
const now = (): number => performance.timeOrigin + performance.now();

async function connect(url: string, tokens: string[]): Promise<void> {
  for (let start = 0; start < tokens.length; start += CONNECTING) {
    const some = tokens.slice(start, start + CONNECTING);
    clients.push(...(await Promise.all(some.map((token) => Player.connect(url, token)))));
  }
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
  const play = (player: Player, client: number) =>
    new Promise<void>((resolve) => {
      const payloads = payloadsOf(client);
      let next = 0;
      const send = () => {
        if (next === payloads.length) return resolve();
        const sent = now();
        player.emit(event, payloads[next++], (reply) => {
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

/** Clients send their payloads, `perSecond` in all, without waiting for acknowledgements. Latency counts from the time due. */
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
        clients[sent % clients.length]!.emit(event, payload, (reply) => {
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

/** Resolves when every client has had `event` `times` times, with the times at which the first and the last client had it. */
async function hear(event: string, times: number): Promise<Report> {
  const at = await Promise.all(
    clients.map(
      (player) =>
        new Promise<number>((resolve) => {
          let left = times;
          const heard = () => {
            if (--left > 0) return;
            player.off(event, heard);
            resolve(now());
          };
          player.on(event, heard);
        }),
    ),
  );
  return { first: at.reduce((a, b) => Math.min(a, b)), last: at.reduce((a, b) => Math.max(a, b)) };
}

/** The next payload of `event` that the first client receives. */
const sample = (event: string): Promise<Report> =>
  new Promise((resolve) => {
    const [player] = clients;
    const heard = (packet: string) => {
      player!.off(event, heard);
      const [, payload] = JSON.parse(packet.slice(2)) as [string, unknown];
      resolve({ payload, at: now() });
    };
    player!.on(event, heard);
  });

async function run(task: LoadTask): Promise<Report> {
  switch (task.kind) {
    case 'connect':
      await connect(task.url, task.tokens);
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
      for (const player of clients) player.disconnect();
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
