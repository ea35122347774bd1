import { Counter, Gauge } from 'prom-client';

const labelNames = ['lane'];

// ADR 21: why metrics are created by an import.
const running = new Gauge({
  name: 'podium_lane_running',
  help: 'Pieces of costly work under way',
  labelNames,
});
const waiting = new Gauge({
  name: 'podium_lane_waiting',
  help: 'Pieces of costly work that wait for their turn',
  labelNames,
});
const refused = new Counter({
  name: 'podium_lane_refused_total',
  help: 'Pieces of costly work that were refused since too much of it waited, or too long',
  labelNames,
});

/** The figures of one lane. */
export function laneMetrics(lane: string) {
  const figures = {
    running: running.labels(lane),
    waiting: waiting.labels(lane),
    refused: refused.labels(lane),
  };
  figures.running.inc(0);
  figures.waiting.inc(0);
  figures.refused.inc(0);
  return figures;
}
