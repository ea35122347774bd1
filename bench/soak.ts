import { untilStored } from '../dev/demo/settle.js';
import { type Bench, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { residentBytes } from './machine.js';
import { type BenchSession, openSession, startBenched } from './session.js';

const PER_SECOND = 3_000;
const PLAYERS = 1_000;
/** The most questions that a quiz can have: after them, the next session begins. */
const QUESTIONS = 200;
const MINUTES = 10;
const SESSIONS = Math.ceil((MINUTES * 60 * PER_SECOND) / (PLAYERS * QUESTIONS));
const MINUTE_MS = 60_000;
const SAMPLE_MS = 5_000;
/** Within this time after the last answer, everything has been stored. */
const DRAINED_MS = 30_000;

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const soak: Bench = {
  name: 'soak',
  title: `${PER_SECOND} answers a second for ${MINUTES} minutes, one session after the other`,
  onlyByName: true,
  async run({ engines, say }) {
    const system = await startBenched(engines);
    const ws = system.ws[0]!;
    const roles = { api: system.api[0]!, ws, worker: system.workers[0]! };
    const load = await LoadProcess.start();
    const sessions: BenchSession[] = [];
    const samples: { at: number; role: string; mebibytes: number }[] = [];
    let started = performance.now();
    const timer = setInterval(() => {
      const at = performance.now() - started;
      for (const [role, { pid }] of Object.entries(roles)) {
        samples.push({ at, role, mebibytes: residentBytes(pid) / 2 ** 20 });
      }
    }, SAMPLE_MS);
    try {
      let accepted = 0;
      // The memory of the roles does not count in the first session, since they have just started: so there is one session more.
      for (let place = 0; place <= SESSIONS; place++) {
        if (place === 1) {
          started = performance.now();
          samples.length = 0;
        }
        const session = await openSession(system.api[0]!.url, QUESTIONS, PLAYERS);
        sessions.push(session);
        await load.connect(ws.url, session.tokens);
        await load.open(QUESTIONS);
        const { statuses, p50, p99 } = await load.answerAt(PER_SECOND, session.questionIds);
        accepted += statuses['accepted'] ?? 0;
        await load.disconnect();
        say(`${accepted} answers, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`);
      }
      const due = sessions.length * PLAYERS * QUESTIONS;
      const ended = performance.now();
      clearInterval(timer);
      const audits = [];
      for (const session of sessions) {
        audits.push(
          await untilStored(session, { phase: '' }, Math.max(0, DRAINED_MS - (performance.now() - ended))),
        );
      }
      const end = samples.at(-1)!.at;
      const within = (role: string, from: number, to: number) =>
        mean(
          samples
            .filter((sample) => sample.role === role && sample.at >= from && sample.at <= to)
            .map(({ mebibytes }) => mebibytes),
        );
      const memory = Object.keys(roles).flatMap((role) => {
        const second = within(role, MINUTE_MS, 2 * MINUTE_MS);
        const last = within(role, end - MINUTE_MS, end);
        return [
          single(`memory of ${role} in the second minute`, 'MiB', [second]),
          single(`memory of ${role} in the last minute`, 'MiB', [last]),
          single(`growth of the memory of ${role}`, 'times', [last / second], { atMost: 1.05 }),
        ];
      });
      const stored = audits.reduce((sum, { mongo }) => sum + mongo.answers, 0);
      return [
        single('answers not accepted', '', [due - accepted], { atMost: 0 }),
        single('answers acknowledged and not stored', '', [accepted - stored], { atMost: 0 }),
        single('audits that differ', '', [audits.filter(({ consistent }) => !consistent).length], {
          atMost: 0,
        }),
        ...memory,
      ];
    } finally {
      clearInterval(timer);
      load.stop();
      await system.stop();
    }
  },
};
