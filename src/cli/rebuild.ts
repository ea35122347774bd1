import { RebuildModule } from '../rebuild/rebuild.module.js';
import { Rebuilder, type RebuildOutcome } from '../rebuild/rebuilder.js';
import { withContext } from './context.js';

const WORDS: Record<RebuildOutcome, string> = {
  done: 'is back from MongoDB',
  there: 'is in Redis; there is nothing to rebuild',
  unknown: 'is not in MongoDB either',
  busy: 'can’t be rebuilt now: another process rebuilds it, or the log could not be read to its end in time',
};

/** Brings a lost session back. @returns whether it is there now */
export async function rebuild(sessionId: string): Promise<boolean> {
  const outcome = await withContext([RebuildModule], (context) =>
    context.get(Rebuilder, { strict: false }).rebuild(sessionId),
  );
  console.log(`session ${sessionId} ${WORDS[outcome]}`);
  return outcome === 'done' || outcome === 'there';
}
