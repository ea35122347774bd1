import { Counter, Gauge, Histogram } from 'prom-client';
import { PulledGauge } from '../health/pulled-gauge.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

// ADR 21: why metrics are created by an import.
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
export const troubledPartitions = new PulledGauge({
  name: 'podium_kafka_troubled_partitions',
  help: 'Partitions whose last request from this process failed; they are tried by themselves, with pauses',
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
