import { Command } from 'commander';
import { EnvironmentError } from '../platform/config/load-environment.js';
import type { ReplayOutcome } from '../replay/replay-outcome.js';

const AFTER = `
Every event of --from until now is read from Kafka, by a consumer group of its own, into a fresh collection; sessions that
have ended and lie wholly in that range are compared with it. --apply replaces the documents that differ, in one
transaction a session. Sessions that run or began earlier are never touched.

Exit codes: 0 consistent or put right, 1 differences, 2 wrong use, a named session that
can't be compared, or an engine that is not reachable, 130 interrupted.

Examples:
  podium replay
  podium replay --from 2026-05-01T18:00:00Z
  podium replay --session <sessionId> --apply`;

export interface ReplayFlags {
  from: string;
  session?: string;
  apply?: boolean;
  keep?: boolean;
  json?: boolean;
}

/** `podium replay`. It loads its other modules only when it runs. */
export const replayCommand = (): Command =>
  new Command('replay')
    .description('rebuild `results` from Kafka into a fresh collection and compare; exit 1 when they differ')
    .option('--from <time>', '`beginning`, an ISO 8601 time, or milliseconds since 1970', 'beginning')
    .option('--session <id>', 'only this session')
    .option('--apply', 'put right what differs')
    .option('--keep', 'leave the fresh collection')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', AFTER)
    .showHelpAfterError()
    // Commander itself ends wrong use with 1, which means differences here.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (flags: ReplayFlags) => {
      process.exitCode = await replay(flags);
    });

/** @returns the exit code */
async function replay(flags: ReplayFlags): Promise<number> {
  const { isKnown } = await import('../replay/replay-problem.js');
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  try {
    return await report(await run(flags, interrupt.signal), flags);
  } catch (error) {
    if (interrupt.signal.aborted) {
      console.error('interrupted');
      return 130;
    }
    const isClear = isKnown(error) || error instanceof EnvironmentError;
    console.error(isClear ? `error: ${error.message}` : error);
    return 2;
  }
}

async function run({ from, session, apply, keep }: ReplayFlags, signal: AbortSignal): Promise<ReplayOutcome> {
  const { parseFrom } = await import('../replay/replay-time.js');
  const { parseSessionId } = await import('../replay/replay-session.js');
  const options = {
    from: parseFrom(from),
    sessionId: parseSessionId(session),
    apply: apply === true,
    keep: keep === true,
    signal,
    onProgress: progress(),
  };
  const { Logger } = await import('@nestjs/common');
  const { withContext } = await import('./context.js');
  const { ReplayModule } = await import('../replay/replay.module.js');
  const { Replayer } = await import('../replay/replayer.js');
  return withContext([ReplayModule], (context) => {
    // Nest's own logger warns on stdout, where the findings go.
    Logger.overrideLogger({ log: () => undefined, warn: toStderr, error: toStderr });
    return context.get(Replayer, { strict: false }).replay(options);
  });
}

async function report(outcome: ReplayOutcome, { session, json }: ReplayFlags): Promise<number> {
  const { describeReplay } = await import('../replay/replay-text.js');
  console.log(json ? JSON.stringify(outcome, null, 2) : describeReplay(outcome));
  if (session && outcome.compared.sessions.length === 0) {
    console.error(`error: session ${session} could not be compared`);
    return 2;
  }
  return outcome.differences.count > 0 && !outcome.applied ? 1 : 0;
}

/** The last argument of a call to a logger is its name. */
const toStderr = (message: unknown, ...rest: unknown[]) =>
  console.error(`${String(rest.at(-1))}: ${String(message)}`);

/** Lines for stderr, at most one every two seconds, and one at the end. */
function progress(): (read: number, total: number) => void {
  const startedAt = Date.now();
  let saidAt = startedAt;
  let over = false;
  return (read, total) => {
    const now = Date.now();
    if (over || (read < total && now - saidAt < 2_000)) return;
    [saidAt, over] = [now, read >= total];
    const rate = Math.round(read / Math.max(0.001, (now - startedAt) / 1_000));
    console.error(`read ${number(read)} of ${number(total)} events, ${number(rate)}/s`);
  };
}

const number = (value: number) => value.toLocaleString('en');
