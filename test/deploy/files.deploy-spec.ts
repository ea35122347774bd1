import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expressions } from '../../dev/dashboard.js';
import { generated } from '../../dev/generated.js';
import { run } from '../../dev/engines/run-tool.js';
import { NODE_FLAGS, root } from '../../dev/roles.js';
import { hadolint, promtool, validateOpenApi } from './support/tools.js';

const RULES = 'docker/prometheus/podium.rules.yml';
const read = (path: string) => readFile(join(root, path), 'utf8');

describe('files that are made from source', async () => {
  it.each(Object.entries(await generated()))('%s is up to date (npm run generate)', async (path, text) => {
    expect(await read(path)).toBe(text);
    expect(() => path.endsWith('.json') && JSON.parse(text)).not.toThrow();
  });
});

it('the OpenAPI document is one, by the specification', async () => {
  const { code, output } = await validateOpenApi(join(root, 'docs/openapi.json'));
  expect([code, output]).toEqual([0, expect.stringContaining('OK')]);
}, 300_000);

describe('the image', () => {
  it('is described as hadolint likes it', async () => {
    expect(await hadolint(join(root, 'docker/Dockerfile'))).toEqual({ code: 0, output: '' });
  }, 300_000);

  it('needs nothing that an old engine lacks', async () => {
    const text = await read('docker/Dockerfile');
    expect(text).not.toMatch(/^# *syntax=|<<|--link|^RUN --mount/m);
    expect(text.match(/^FROM \$\{NODE_IMAGE\}:\$\{NODE_TAG\}/gm)).toHaveLength(2);
  });

  it('starts a role as development does', async () => {
    const [, command] = (await read('docker/Dockerfile')).match(/^CMD (\[.+\])$/m) ?? [];
    expect(JSON.parse(command!)).toEqual(['node', ...NODE_FLAGS, 'dist/server/main.js']);
  });
});

describe('alerts', () => {
  it('are well-formed and fire when they must, and only then', async () => {
    const folder = join(root, 'docker/prometheus');
    const checked = await promtool(['check', 'rules', 'podium.rules.yml'], folder);
    expect([checked.code, checked.output]).toEqual([0, expect.stringContaining('SUCCESS')]);
    const tested = await promtool(['test', 'rules', 'podium.rules.test.yml'], folder);
    expect([tested.code, tested.output]).toEqual([0, expect.stringContaining('SUCCESS')]);
  }, 300_000);

  it('and their scrapes are configured as Prometheus understands', async () => {
    const checked = await promtool(
      ['check', 'config', '--syntax-only', 'prometheus.yml'],
      join(root, 'docker/prometheus'),
    );
    expect([checked.code, checked.output]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  it('are each tested, and each answered in k8s/README.md', async () => {
    const names = [...(await read(RULES)).matchAll(/alert: (\w+)/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(5);
    const [tests, answers] = [
      await read('docker/prometheus/podium.rules.test.yml'),
      await read('k8s/README.md'),
    ];
    expect(names.filter((name) => !tests.includes(`"${name}"`))).toEqual([]);
    expect(names.filter((name) => !answers.includes(`\`${name}\``))).toEqual([]);
  });

  it('and the dashboard speak of nothing that is not measured', async () => {
    const sources = await run('grep', ['-rhoE', "name: 'podium_[a-z_]+'", join(root, 'src')]);
    const measured = new Set([...sources.matchAll(/podium_[a-z_]+/g)].map(([name]) => name));
    const rules = await read(RULES);
    const recorded = new Set([...rules.matchAll(/record: (\S+)/g)].map(([, name]) => name!));
    const spoken = [
      ...expressions(),
      ...[...rules.matchAll(/expr:([\s\S]*?)\n\s+(?:-|for|labels|record)/g)].map(([, text]) => text!),
    ].join('\n');
    const names = [...spoken.matchAll(/\bpodium_[a-z_]+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !measured.has(name))).toEqual([]);
    const used = [...spoken.matchAll(/\bpodium:[a-z0-9_:]+/g)].map(([name]) => name);
    expect(used.filter((name) => !recorded.has(name))).toEqual([]);
  });
});
