import { Counter } from 'prom-client';
import { PulledGauge } from '../platform/health/pulled-gauge.js';

// ADR 21: why metrics are created by an import.
/** Names end in their unit; labels have few values, none of them an id. */
export const relayEvents = new PulledGauge({
  name: 'podium_relay_waiting_events',
  help: 'Events of answers of this node that its memory holds for Kafka',
});
export const relayBytes = new PulledGauge({
  name: 'podium_relay_waiting_bytes',
  help: 'Memory that the events of the relay take at most',
});
export const setbacks = new PulledGauge({
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
