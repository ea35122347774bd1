import { Baseline } from './baseline.js';
import { type Bench, paired } from './bench.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import type { Latencies } from './load/tasks.js';
import { ANY_CPU } from './machine.js';
import { openSession, startBenched } from './session.js';
import { warmUp, warmUpBaseline } from './warm-up.js';

const PLAYERS = 1_000;
/** The players whose latency counts. They have their own process, since no phone reads a thousand leaderboards at once. */
const PROBES = 100;
const PER_SECOND = 2_000;
/** Answers that each player gives in a round of 3 s. */
const ANSWERS = 6;

/** Players of one server, most of them the crowd. */
class Crowd {
  private constructor(
    private readonly crowd: LoadProcess,
    private readonly probes: LoadProcess,
  ) {}

  static async connect(url: string, tokens: string[]): Promise<Crowd> {
    const [crowd, probes] = await Promise.all([LoadProcess.start(), LoadProcess.start()]);
    await crowd.connect(url, tokens.slice(PROBES));
    await probes.connect(url, tokens.slice(0, PROBES));
    return new Crowd(crowd, probes);
  }

  async answer(questionIds: string[]): Promise<Latencies> {
    const rate = (players: number) => (PER_SECOND * players) / PLAYERS;
    const [seen] = await Promise.all([
      this.probes.answerAt(rate(PROBES), questionIds),
      this.crowd.answerAt(rate(PLAYERS - PROBES), questionIds),
    ]);
    return seen;
  }

  stop(): void {
    this.crowd.stop();
    this.probes.stop();
  }
}

const show = ({ p50, p99 }: Latencies) => `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)} ms`;

export const latency: Bench = {
  name: 'latency',
  title: `acknowledgements in an open loop of ${PER_SECOND} answers a second, engines on the same machine`,
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const bare = await Baseline.start('socket-server', ANY_CPU);
    const crowds: Crowd[] = [];
    try {
      const ws = system.ws[0]!;
      await warmUp(system);
      await warmUpBaseline(bare);
      const session = await openSession(system.api[0]!.url, (pairs + 1) * ANSWERS, PLAYERS);
      await Fill.with(system.environment, (fill) => fill.open(session));
      const toPodium = await Crowd.connect(ws.url, session.tokens);
      crowds.push(toPodium);
      const toBare = await Crowd.connect(bare.url, session.tokens);
      crowds.push(toBare);
      const rounds: { podium: Latencies; bare: Latencies }[] = [];
      for (let round = 0; round <= pairs; round++) {
        const ids = session.questionIds.slice(round * ANSWERS, (round + 1) * ANSWERS);
        const pair = {
          bare: await toBare.answer(ids),
          podium: await toPodium.answer(ids),
        };
        say(`podium ${show(pair.podium)}; bare ${show(pair.bare)}`);
        if (round > 0) rounds.push(pair);
      }
      const of = (key: 'p50' | 'p99') =>
        rounds.map(({ podium, bare: its }) => ({ podium: podium[key], bare: its[key] }));
      return [
        paired('acknowledged, p50', 'ms', of('p50'), { atMost: 3 }),
        paired('acknowledged, p99', 'ms', of('p99'), { atMost: 4 }),
      ];
    } finally {
      for (const crowd of crowds) crowd.stop();
      await bare.stop();
      await system.stop();
    }
  },
};
