import { Gauge } from 'prom-client';

/** A gauge that costs nothing between scrapes: each scrape adds up the values of its sources. */
export class PulledGauge {
  private readonly sources = new Set<() => number>();
  readonly gauge: Gauge;

  constructor(options: { name: string; help: string }) {
    const { sources } = this;
    this.gauge = new Gauge({
      ...options,
      collect() {
        let sum = 0;
        for (const source of sources) sum += source();
        this.set(sum);
      },
    });
  }

  /** @returns a function that removes the source */
  add(source: () => number): () => void {
    this.sources.add(source);
    return () => void this.sources.delete(source);
  }
}
