import type { Engine } from '../child.js';
import { mongoState } from './mongo-view.js';

/** A sentence about everything that is wrong with MongoDB's replica set. */
export async function mongoComplaints({ mongo }: { mongo: Engine[] }): Promise<string[]> {
  const states = await Promise.all(
    mongo.map(async (engine) => ({ engine, role: (await mongoState(engine).catch(() => undefined))?.role })),
  );
  const primaries = states.filter(({ role }) => role === 'primary').length;
  return [
    ...states.flatMap(({ engine, role }) => {
      if (role === undefined) return [`${engine.name} doesn't answer`];
      return role === 'neither' ? [`${engine.name} is neither primary nor secondary`] : [];
    }),
    ...(primaries === 1 ? [] : [`MongoDB has ${primaries} primaries`]),
  ];
}
