import { untilStored } from '../dev/demo/settle.js';
import { startSystem } from '../dev/system.js';
import { type Bench, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { residentBytes } from './machine.js';
import { type BenchSession, openSession, WITHOUT_LIMITS } from './session.js';

const PER_SECOND = 3_000;
const PLAYERS = 1_000;
/** As many questions as a quiz may have: then the next session begins. */
const QUESTIONS = 200;
const MINUTES = 10;
const SESSIONS = Math.ceil((MINUTES * 60 * PER_SECOND) / (PLAYERS * QUESTIONS));
const SAMPLE_MS = 5_000;
/** Nothing is left on its way this long after the last answer. */
const DRAINED_MS = 30_000;

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const soak: Bench = {
  name: 'soak',
  title: `${PER_SECOND} answers a second for ${MINUTES} minutes, one session after the other`,
  onlyByName: true,
  async run({ engines, say }) {
    const system = await startSystem({ engines, environment: WITHOUT_LIMITS });
    const ws = system.ws[0]!;
    const load = await LoadProcess.start();
    const sessions: BenchSession[] = [];
    const samples: { at: number; bytes: number }[] = [];
    const started = performance.now();
    const timer = setInterval(
      () => samples.push({ at: performance.now() - started, bytes: residentBytes(ws.pid) }),
      SAMPLE_MS,
    );
    try {
      let accepted = 0;
      for (let place = 0; place < SESSIONS; place++) {
        const session = await openSession(system.api[0]!.url, QUESTIONS, PLAYERS);
        sessions.push(session);
        await load.connect(ws.url, session.tokens);
        await load.open(QUESTIONS);
        const { statuses, p50, p99 } = await load.answerAt(PER_SECOND, session.questionIds);
        accepted += statuses['accepted'] ?? 0;
        await load.disconnect();
        say(`${accepted} answers, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`);
      }
      const ended = performance.now();
      clearInterval(timer);
      const audits = [];
      for (const session of sessions) {
        audits.push(
          await untilStored(session, { phase: '' }, Math.max(0, DRAINED_MS - (performance.now() - ended))),
        );
      }
      const within = (from: number, to: number) =>
        mean(samples.filter(({ at }) => at >= from && at < to).map(({ bytes }) => bytes / 2 ** 20));
      const second = within(60_000, 120_000);
      const last = within(samples.at(-1)!.at - 60_000, Infinity);
      const stored = audits.reduce((sum, { mongo }) => sum + mongo.answers, 0);
      return [
        single('answers acknowledged and not stored', '', [accepted - stored], { atMost: 0 }),
        single('audits that differ', '', [audits.filter(({ consistent }) => !consistent).length], {
          atMost: 0,
        }),
        single('memory in the second minute', 'MiB', [second]),
        single('memory in the last minute', 'MiB', [last]),
        single('growth of memory', 'times', [last / second], { atMost: 1.05 }),
      ];
    } finally {
      clearInterval(timer);
      load.stop();
      await system.stop();
    }
  },
};
