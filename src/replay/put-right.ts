import type { ResultRecord } from '../persistence/result-record.js';
import { compareRecord } from './compare-record.js';
import { documentsOf, pairsOf, type Sides } from './pairs.js';

const PAGE = 500;

/**
 * Replaces what differs of a session in `results` by what the log makes of it, in one transaction: who reads sees the
 * old or the new.
 *
 * One session at a time, and no `renameCollection` of the fresh collection over `results`, which would be one step for
 * all: a rename would lose every session older than Kafka's retention, and what workers have written of running ones
 * since the reading ended; it would lose the indexes too.
 *
 * A worker may be at the same session. Either its write waits for the transaction, or this one starts over (that is
 * `withTransaction`); and whatever it brings again later finds its answer there and changes nothing.
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
