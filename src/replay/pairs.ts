import type { ClientSession, Model, mongo } from 'mongoose';
import type { ResultRecord } from '../persistence/result-record.js';
import type { Pair } from './compare-record.js';

export interface Sides {
  results: Model<ResultRecord>;
  fresh: Model<ResultRecord>;
}

/** The driver's own collection: documents as they are, untouched by the schema. */
export const documentsOf = (model: Model<ResultRecord>) =>
  model.collection as unknown as mongo.Collection<ResultRecord>;

/**
 * The documents of a session from both sides, side by side, in the order of `_id`. There are two cursors, and one document of
 * each is held at a time.
 *
 * @param session the session of the transaction in which `results` is read
 */
export async function* pairsOf(
  { results, fresh }: Sides,
  sessionId: string,
  session?: ClientSession,
): AsyncGenerator<Pair> {
  // All ids that begin with `sessionId:`; the character after the colon is the semicolon.
  const filter = { _id: { $gte: `${sessionId}:`, $lt: `${sessionId};` } };
  const left = documentsOf(results).find(filter, { session, sort: { _id: 1 } });
  const right = documentsOf(fresh).find(filter, { sort: { _id: 1 } });
  try {
    let [stored, made] = [await left.next(), await right.next()];
    while (stored || made) {
      const takeStored = stored && (!made || stored._id <= made._id);
      const takeMade = made && (!stored || made._id <= stored._id);
      yield { ...(takeStored && { stored: stored! }), ...(takeMade && { fresh: made! }) };
      if (takeStored) stored = await left.next();
      if (takeMade) made = await right.next();
    }
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}
