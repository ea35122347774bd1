import { mongo } from 'mongoose';
import type { Engine } from '../child.js';

const ANSWER_MS = 1500;

/** Asks one server about itself; rejects when no answer comes within about three seconds, as from a paused server. */
export async function askMongo<T>(
  { host, port }: Pick<Engine, 'host' | 'port'>,
  ask: (admin: mongo.Db) => Promise<T>,
): Promise<T> {
  const client = new mongo.MongoClient(`mongodb://${host}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: ANSWER_MS,
    connectTimeoutMS: ANSWER_MS,
    socketTimeoutMS: ANSWER_MS,
  });
  try {
    return await ask(client.db('admin'));
  } finally {
    await client.close();
  }
}

/** The role that a server reports. */
export interface MongoState {
  role: 'primary' | 'secondary' | 'neither';
  /** For a primary: the id of its election, greater for a later one. */
  election: string;
}

export const mongoState = (engine: Pick<Engine, 'host' | 'port'>): Promise<MongoState> =>
  askMongo(engine, async (admin) => {
    const { isWritablePrimary, secondary, electionId } = await admin.command({ hello: 1 });
    return {
      role: isWritablePrimary ? 'primary' : secondary ? 'secondary' : 'neither',
      election: String(electionId ?? ''),
    };
  });

/** The current primary; rejects when there is none. Of two, as there can be for a moment after a pause, the later elected one. */
export async function mongoPrimary({ mongo: engines }: { mongo: Engine[] }): Promise<Engine> {
  const states = await Promise.allSettled(engines.map(mongoState));
  const primaries = states.flatMap((state, index) =>
    state.status === 'fulfilled' && state.value.role === 'primary'
      ? [{ engine: engines[index]!, election: state.value.election }]
      : [],
  );
  const [latest] = primaries.toSorted((a, b) => b.election.localeCompare(a.election));
  if (!latest) throw new Error('MongoDB has no primary at the moment');
  return latest.engine;
}
