import type { System } from '../../../dev/system.js';
import { appendFile } from 'node:fs/promises';
import type { MetricsLine } from '../history.js';
import { now } from '../load/clock.js';
import { METRICS } from '../checker/bounds.js';

const SCRAPE_MS = 3_000;

/** A sample of the text format: name, labels and value. */
const SAMPLE = /^([a-z_:][\w:]*)(?:\{[^}]*\})? (\S+)/i;

/** The metrics that have a bound; if a metric has labels, its highest value. */
export function boundedMetrics(text: string): Record<string, number> {
  const values: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (METRICS.has(name)) values[name] = Math.max(values[name] ?? -Infinity, Number(value));
  }
  return values;
}

/** Reads the metrics of every role every few seconds, and writes those with a bound. @returns a function that ends it */
export function scrape(system: System, file: string): () => Promise<void> {
  let scraping = Promise.resolve();
  const round = async () => {
    const roles = [...system.api, ...system.ws, ...system.workers];
    const scraped = await Promise.all(
      roles.map(async ({ name, url, pid }): Promise<MetricsLine | undefined> => {
        const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(SCRAPE_MS) }).catch(
          () => undefined,
        );
        const text = await answer?.text().catch(() => '');
        // A process that is down or paused does not answer.
        return text ? { at: now(), process: name, pid, values: boundedMetrics(text) } : undefined;
      }),
    );
    const lines = scraped.filter((line) => line !== undefined).map((line) => `${JSON.stringify(line)}\n`);
    await appendFile(file, lines.join(''));
  };
  const timer = setInterval(() => {
    scraping = scraping.then(round);
  }, SCRAPE_MS);
  return async () => {
    clearInterval(timer);
    await scraping;
  };
}
