import type { ResultRecord } from '../persistence/result-record.js';
import { compareRecord } from './compare-record.js';
import { documentsOf, pairsOf, type Sides } from './pairs.js';

const PAGE = 500;

/**
 * Replaces the documents of a session that differ in `results` by those that the log makes, in one transaction: a reader sees
 * the old or the new.
 *
 * It corrects one session at a time. A `renameCollection` of the fresh collection over `results` would be one step for all
 * sessions, but would lose every session older than Kafka's retention, what workers have written for running sessions since
 * the reading ended, and the indexes.
 *
 * A worker can write to the same session meanwhile. Either its write waits for the transaction, or the transaction starts over
 * (`withTransaction` does that). An answer that the worker writes again later is there already, and changes nothing.
 *
 * @returns how many documents were replaced, added or removed
 */
export async function putRight(sides: Sides, sessionId: string): Promise<number> {
  const session = await sides.results.db.startSession();
  const results = documentsOf(sides.results);
  try {
    return await session.withTransaction(
      async () => {
        let changed = 0;
        let ids: string[] = [];
        let documents: ResultRecord[] = [];
        const write = async () => {
          if (ids.length > 0) await results.deleteMany({ _id: { $in: ids } }, { session });
          if (documents.length > 0) await results.insertMany(documents, { session });
          [changed, ids, documents] = [changed + ids.length, [], []];
        };
        for await (const pair of pairsOf(sides, sessionId, session)) {
          if (compareRecord(pair).length === 0) continue;
          ids.push((pair.fresh ?? pair.stored)!._id);
          if (pair.fresh) documents.push(pair.fresh);
          if (ids.length === PAGE) await write();
        }
        await write();
        return changed;
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
  } finally {
    await session.endSession();
  }
}
