import { setTimeout as sleep } from 'node:timers/promises';
import { SessionLine } from '../src/client/index.js';
import { untilStored } from '../dev/demo/settle.js';
import { type Bench, single } from './bench.js';
import { LoadProcess } from './load/load-process.js';
import { cpuSeconds, residentBytes } from './machine.js';
import { openSession, startBenched } from './session.js';

const PLAYERS = 20_000;
const QUESTIONS = 10;
const NODES = 2;
/** Players of one load process: the usual limit of open files of a process is above this. */
const PER_PROCESS = 5_000;

const now = (): number => performance.timeOrigin + performance.now();

export const large: Bench = {
  name: 'large',
  title: `one live session of ${QUESTIONS} questions with ${PLAYERS} players on ${NODES} ws nodes`,
  onlyByName: true,
  async run({ engines, say }) {
    const system = await startBenched(engines, NODES);
    const loads: LoadProcess[] = [];
    const session = await openSession(system.api[0]!.url, QUESTIONS, PLAYERS, 'live');
    const host = new SessionLine({ url: system.ws[0]!.url, token: session.hostToken });
    try {
      for (let start = 0; start < PLAYERS; start += PER_PROCESS) {
        const load = await LoadProcess.start();
        loads.push(load);
        await load.connect(
          system.ws[loads.length % NODES]!.url,
          session.tokens.slice(start, start + PER_PROCESS),
        );
        say(`${start + PER_PROCESS} connected`);
      }
      await host.connected();
      const before = system.ws.map(({ pid }) => cpuSeconds(pid));
      const asked: number[] = [];
      const answered: number[] = [];
      for (let index = 0; index < QUESTIONS; index++) {
        const questions = Promise.all(loads.map((load) => load.hear('question')));
        const results = Promise.all(loads.map((load) => load.hear('result')));
        await sleep(1_000);
        const at = now();
        await host.ask('host', { command: index === 0 ? 'start' : 'next' });
        asked.push(Math.max(...(await questions).map(({ last }) => last)) - at);
        const answeringAt = now();
        const acks = await Promise.all(loads.map((load) => load.answer([session.questionIds[index]!])));
        answered.push(now() - answeringAt);
        const accepted = acks.reduce((sum, { statuses }) => sum + (statuses['accepted'] ?? 0), 0);
        if (accepted !== PLAYERS) throw new Error(`${accepted} of ${PLAYERS} answers were accepted`);
        // The last answer closes the question by itself.
        await results;
        say(
          `question ${index + 1}: at the last player ${asked.at(-1)!.toFixed(0)} ms, answered in ${answered.at(-1)!.toFixed(0)} ms`,
        );
      }
      const cpu = system.ws.map(({ pid }, place) => cpuSeconds(pid) - before[place]!);
      const memory = system.ws.map(({ pid }) => residentBytes(pid) / 2 ** 20);
      const audit = await untilStored(session, { phase: '' });
      const wrong = audit.consistent && audit.mongo.answers === PLAYERS * QUESTIONS ? 0 : 1;
      return [
        single('a question at the last player', 'ms', asked),
        single('all answers acknowledged', 'ms', answered),
        single('CPU of a ws node, all ten questions', 's', cpu),
        single('memory of a ws node', 'MiB', memory),
        single('audits that differ', '', [wrong], { atMost: 0 }),
      ];
    } finally {
      host.close();
      for (const load of loads) load.stop();
      await system.stop();
    }
  },
};
