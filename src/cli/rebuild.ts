import { RebuildModule } from '../persistence/rebuild/rebuild.module.js';
import { Rebuilder, type RebuildOutcome } from '../persistence/rebuild/rebuilder.js';
import { withContext } from './context.js';

const WORDS: Record<RebuildOutcome, string> = {
  done: 'is back from MongoDB',
  there: 'is in Redis; there is nothing to rebuild',
  unknown: 'is not in MongoDB either',
  busy: 'is being rebuilt by another process',
};

/** Brings a lost session back. @returns whether it is there now */
export async function rebuild(sessionId: string): Promise<boolean> {
  const outcome = await withContext([RebuildModule], (context) =>
    context.get(Rebuilder, { strict: false }).rebuild(sessionId),
  );
  console.log(`session ${sessionId} ${WORDS[outcome]}`);
  return outcome === 'done' || outcome === 'there';
}
