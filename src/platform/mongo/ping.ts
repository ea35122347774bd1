import type { Connection } from 'mongoose';

/** Rejects unless MongoDB answers: a readiness check. */
export async function pingMongo(connection: Connection): Promise<void> {
  if (!connection.db) throw new Error('never connected');
  await connection.db.command({ ping: 1 });
}
