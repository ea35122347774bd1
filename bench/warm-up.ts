import { untilStored } from '../dev/demo/settle.js';
import type { System } from '../dev/system.js';
import { LIMITS } from '../src/contracts/limits.js';
import type { Baseline } from './baseline.js';
import { Fill } from './fill.js';
import { LoadProcess } from './load/load-process.js';
import { openSession } from './session.js';

const PLAYERS = 100;
/** Within this time MongoDB has all answers, even on a slow machine. */
const STORED_MS = 120_000;

async function withLoad(work: (load: LoadProcess) => Promise<void>): Promise<void> {
  const load = await LoadProcess.start();
  try {
    await work(load);
  } finally {
    load.stop();
  }
}

/**
 * Lets each ws node take 100 answers to each of some questions, 20,000 in all by default, and waits until they are stored. The
 * code that is measured afterwards is compiled, as it is on a node that has run for a minute. Compiling it costs as much as
 * many thousand answers.
 */
export async function warmUp(
  { api, ws, environment }: System,
  questions: number = LIMITS.questions,
): Promise<void> {
  await Promise.all(
    ws.map(async ({ url }) => {
      const session = await openSession(api[0]!.url, questions, PLAYERS);
      await Fill.with(environment, (fill) => fill.open(session));
      await withLoad(async (load) => {
        await load.connect(url, session.tokens);
        await load.answer(session.questionIds);
      });
      await untilStored(session, { phase: '' }, STORED_MS);
    }),
  );
}

/** `count` different texts that begin with `of`. */
export const names = (count: number, of: string): string[] =>
  Array.from({ length: count }, (_, place) => `${of}${place}`);

/** The same for a baseline of sockets. */
export async function warmUpBaseline({ url }: Baseline): Promise<void> {
  await withLoad(async (load) => {
    await load.connect(url, names(PLAYERS, 'player '));
    await load.answer(names(LIMITS.questions, 'q'));
  });
}
