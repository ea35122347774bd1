/** One sample of Prometheus' text format: `name{label="value"} number`. */
const SAMPLE = /^(?<name>\w+)(?:\{(?<labels>[^}]*)\})? (?<value>\S+)$/;

/** Reads `/metrics` of a role as `name{labels}` → value, with the labels as they are written there. */
export async function scrape(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const { name, labels, value } = SAMPLE.exec(line)?.groups ?? {};
    if (name) samples.set(labels ? `${name}{${labels}}` : name, Number(value));
  }
  return samples;
}

/** The sum of a sample over roles. */
export async function sumOf(roles: { url: string }[], sample: string): Promise<number> {
  const all = await Promise.all(roles.map(({ url }) => scrape(url)));
  return all.reduce((sum, samples) => sum + (samples.get(sample) ?? 0), 0);
}
