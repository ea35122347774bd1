import type { ConnectOptions } from 'mongoose';

/** The options of every connection to MongoDB. */
export const MONGO_OPTIONS: ConnectOptions = {
  w: 'majority',
  retryWrites: true,
  serverSelectionTimeoutMS: 3_000,
  // A primary that hangs closes no connection: without these an operation would wait for it for ever.
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 20_000,
  heartbeatFrequencyMS: 2_000,
  // A request fails at once while MongoDB is away, instead of waiting in memory with all the others.
  bufferCommands: false,
  // Indexes are made by `podium prepare`: a rolling start must not build one on every node.
  autoIndex: false,
  autoCreate: false,
};
