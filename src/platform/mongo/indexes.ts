import type { Connection } from 'mongoose';

/**
 * Creates the indexes that the schemas of this connection's models declare; those that exist already are left as they
 * are. `podium prepare` runs it: models themselves never do (autoIndex is off). Every model must be registered, so call
 * it on an application context that imports all feature modules.
 *
 * @returns the names of the models
 */
export async function createIndexes(connection: Connection): Promise<string[]> {
  const models = Object.values(connection.models);
  for (const model of models) await model.createIndexes();
  return models.map((model) => model.modelName);
}
