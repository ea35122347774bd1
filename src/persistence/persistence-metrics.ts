import { Counter, Histogram } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SIZES = [1, 4, 16, 64, 256, 1_000, 2_000];

// ADR 21: why metrics are created by an import.
/** Names end in their unit; labels have few values, none of them an id. */
export const bulkSeconds = new Histogram({
  name: 'podium_mongo_bulk_seconds',
  help: 'One bulk write to MongoDB, until a majority has it',
  buckets: SECONDS,
});
export const bulkOperations = new Histogram({
  name: 'podium_mongo_bulk_operations',
  help: 'Operations of one bulk write',
  buckets: SIZES,
});
export const deadLetters = new Counter({
  name: 'podium_dead_letters_total',
  help: 'Messages put aside: unreadable ones, and events that MongoDB refuses for good',
  labelNames: ['topic', 'kind'],
});
