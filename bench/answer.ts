import type { System } from '../dev/system.js';
import { Baseline } from './baseline.js';
import { type Bench, type Context, type Figure, type Pair, paired } from './bench.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';
import { warmUp, warmUpBaseline } from './warm-up.js';

/** Answers of each player in a round, by players: about as many in all. */
const ROUNDS = [
  { players: 500, answers: 16 },
  { players: 2_000, answers: 4 },
];
/** What acknowledged answers still cost afterwards (relay, ticks) counts too. */
const AFTERWARDS_MS = 600;

interface Server {
  pid: number;
  url: string;
}

/** Acknowledged answers for each CPU second of the server. */
async function perCpuSecond(load: LoadProcess, server: Server, questionIds: string[], players: number) {
  const before = cpuSeconds(server.pid);
  const { statuses } = await load.answer(questionIds);
  await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
  const answers = questionIds.length * players;
  if (statuses['accepted'] !== answers) {
    throw new Error(`${answers} answers, acknowledged as ${JSON.stringify(statuses)}`);
  }
  return answers / (cpuSeconds(server.pid) - before);
}

/** `podium` and `bare` have been running for a while. */
interface Servers {
  podium: Server;
  bare: Server;
  system: System;
}

async function pairsOf(
  { podium, bare, system: { api, environment } }: Servers,
  { players, answers }: (typeof ROUNDS)[number],
  { pairs, say }: Context,
): Promise<Figure> {
  // One round more than is counted, the first with these players.
  const session = await openSession(api[0]!.url, (pairs + 1) * answers, players);
  const loads = await Promise.all([LoadProcess.start(), LoadProcess.start()]);
  try {
    const [toPodium, toBare] = loads as [LoadProcess, LoadProcess];
    await toPodium.connect(podium.url, session.tokens);
    await Fill.with(environment, (fill) => fill.open(session));
    await toBare.connect(bare.url, session.tokens);
    const found: Pair[] = [];
    for (let round = 0; round <= pairs; round++) {
      const ids = session.questionIds.slice(round * answers, (round + 1) * answers);
      const pair = {
        bare: await perCpuSecond(toBare, bare, ids, players),
        podium: await perCpuSecond(toPodium, podium, ids, players),
      };
      say(`${players} clients: podium ${pair.podium.toFixed(0)}, bare ${pair.bare.toFixed(0)} answers/CPU s`);
      if (round > 0) found.push(pair);
    }
    return paired(`answers, ${players} clients`, '/CPU s', found, { atLeast: 0.6 });
  } finally {
    for (const load of loads) load.stop();
  }
}

export const answer: Bench = {
  name: 'answer',
  title:
    'acknowledged answers for each CPU second of a ws node, validated, scored, in the outbox and in Kafka (acks=all)',
  async run(context) {
    const system = await startBenched(context.engines);
    const bare = await Baseline.start('socket-server');
    try {
      const podium = system.ws[0]!;
      pin(podium.pid, SERVER_CPU);
      await warmUp(system);
      await warmUpBaseline(bare);
      const figures: Figure[] = [];
      for (const round of ROUNDS) {
        figures.push(await pairsOf({ podium, bare, system }, round, context));
      }
      return figures;
    } finally {
      await bare.stop();
      await system.stop();
    }
  },
};
