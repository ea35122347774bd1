import { Gauge } from 'prom-client';

const nothing = () => 0;

/** A gauge that asks for its value when it is scraped; the newest source counts. */
export function scraped(metric: { name: string; help: string }): (source: () => number) => void {
  let read = nothing;
  const gauge: Gauge = new Gauge({ ...metric, collect: () => gauge.set(read()) });
  return (source) => void (read = source);
}
