/** Why a replay can't be done: wrong use, or an engine that does not answer. Its message is for whoever asked. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Says by name which engine does not answer. Its own message may quote an address, and the address a password. */
export async function reach<Result>(engine: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(`${engine} is not reachable (${(cause as Error).name})`, { cause });
  }
}
