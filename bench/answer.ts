import type { System } from '../dev/system.js';
import { Baseline } from './baseline.js';
import { type Bench, type Context, type Figure, type Pair, paired } from './bench.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, pin, SERVER_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';
import { names, warmUp, warmUpBaseline } from './warm-up.js';

/** Each side uses about three seconds of its CPU in a round: less is noise. The bare server is quicker and gets more answers. */
const SIZES = [
  { players: 500, answers: { podium: 130, bare: 200 } },
  { players: 2_000, answers: { podium: 32, bare: 50 } },
];
/** The work that follows the acknowledgements (relay, ticks) counts too. */
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

/** Each round of Podium has its own session and sockets, since a player answers a question only once. */
async function ofPodium({ podium, system }: Servers, players: number, answers: number): Promise<number> {
  const session = await openSession(system.api[0]!.url, answers, players);
  const load = await LoadProcess.start();
  try {
    await load.connect(podium.url, session.tokens);
    await Fill.with(system.environment, (fill) => fill.open(session));
    return await perCpuSecond(load, podium, session.questionIds, players);
  } finally {
    load.stop();
  }
}

async function pairsOf(
  servers: Servers,
  { players, answers }: (typeof SIZES)[number],
  { pairs, say }: Context,
): Promise<Figure> {
  const toBare = await LoadProcess.start();
  try {
    await toBare.connect(servers.bare.url, names(players, 'player '));
    const bareIds = names(answers.bare, 'q');
    const ofBare = () => perCpuSecond(toBare, servers.bare, bareIds, players);
    const found: Pair[] = [];
    // One round more than is counted: the first round with these players is a warm-up.
    for (let round = 0; round <= pairs; round++) {
      const bareFirst = round % 2 === 0 ? await ofBare() : undefined;
      const podium = await ofPodium(servers, players, answers.podium);
      const pair = { podium, bare: bareFirst ?? (await ofBare()) };
      say(`${players} clients: podium ${pair.podium.toFixed(0)}, bare ${pair.bare.toFixed(0)} answers/CPU s`);
      if (round > 0) found.push(pair);
    }
    return paired(`answers, ${players} clients`, '/CPU s', found, { atLeast: 0.6 });
  } finally {
    toBare.stop();
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
      for (const size of SIZES) {
        figures.push(await pairsOf({ podium, bare, system }, size, context));
      }
      return figures;
    } finally {
      await bare.stop();
      await system.stop();
    }
  },
};
