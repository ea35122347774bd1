import { LogProblem } from '../platform/log/log-history.js';

/** Why a replay can't be done: wrong use, or an engine that does not answer. Its message is for the person who asked. */
export class ReplayProblem extends Error {
  override readonly name = 'ReplayProblem';
}

/** Whether its message says all that the person who asked needs to know. */
export const isKnown = (error: unknown): error is Error =>
  error instanceof ReplayProblem || error instanceof LogProblem;

/** Names the engine that does not answer. The engine's own message can quote an address, and the address a password. */
export async function reach<Result>(engine: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (isKnown(cause)) throw cause;
    throw new ReplayProblem(`${engine} is not reachable (${(cause as Error).name})`, { cause });
  }
}
