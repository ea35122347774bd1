import { Counter, Gauge, Histogram } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SIZES = [1, 4, 16, 64, 256, 1_000, 2_000];

const nothing = () => 0;

/** A gauge that asks for its value when it is scraped; the newest source counts. */
function scraped(metric: { name: string; help: string }): (source: () => number) => void {
  let read = nothing;
  const gauge: Gauge = new Gauge({ ...metric, collect: () => gauge.set(read()) });
  return (source) => void (read = source);
}

/** Names end in their unit; labels have few values, none of them an id. */
export const produceSeconds = new Histogram({
  name: 'podium_kafka_produce_seconds',
  help: 'One request to Kafka, until all in-sync replicas have it',
  buckets: SECONDS,
});
export const produced = new Counter({
  name: 'podium_kafka_produced_events_total',
  help: 'Events that Kafka has acknowledged',
  labelNames: ['topic'],
});
export const produceFailures = new Counter({
  name: 'podium_kafka_produce_failures_total',
  help: 'Requests that Kafka did not acknowledge; their events are sent again',
});
export const watchTroubledPartitions = scraped({
  name: 'podium_kafka_troubled_partitions',
  help: 'Partitions whose last request from this process failed; they are tried by themselves, with pauses',
});
export const watchRelayEvents = scraped({
  name: 'podium_relay_waiting_events',
  help: 'Events of answers of this node that its memory holds for Kafka',
});
export const watchRelayBytes = scraped({
  name: 'podium_relay_waiting_bytes',
  help: 'Memory that the events of the relay take at most',
});
export const watchSetbacks = scraped({
  name: 'podium_sweeper_setback_sessions',
  help: 'Sessions whose outbox the sweeper of this process could not empty, tried again after a pause',
});
export const leftToSweeper = new Counter({
  name: 'podium_relay_left_events_total',
  help: 'Events that found no room in the relay and wait in the outbox for a sweeper',
});
export const parked = new Counter({
  name: 'podium_outbox_parked_events_total',
  help: 'Events that Kafka refused for good and that were put aside in Redis',
});
export const consumed = new Counter({
  name: 'podium_kafka_consumed_events_total',
  help: 'Events that are in MongoDB or among the dead letters, redelivered ones counted again',
  labelNames: ['topic'],
});
export const consumerLag = new Gauge({
  name: 'podium_kafka_consumer_lag',
  help: 'Events of a partition of this worker that are not in MongoDB yet, as of its last fetch',
  labelNames: ['topic', 'partition'],
});
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
