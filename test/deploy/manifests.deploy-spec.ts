import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../dev/roles.js';
import { kubernetesValidate, kubeScore, kustomize } from './support/tools.js';

const OVERLAYS = ['dev', 'prod'];
/** The oldest version that has a `sleep` hook by default, and the newest one for which there are schemas. */
const VERSIONS = ['1.30.0', '1.37.0'];
/** Kinds that operators define, for which our components are meant: no schema of Kubernetes itself contains them. */
const FOREIGN = /^(keda\.sh|monitoring\.coreos\.com)\//;

/** The fields that are read from kube-score's report. */
interface Scored {
  object_name: string;
  type_meta: { kind: string };
  checks: {
    check: { id: string };
    grade: number;
    skipped: boolean;
    comments: { summary: string }[] | null;
  }[];
}
const CRITICAL = 1;

let folder: string;
const built: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podium-k8s-'));
  for (const overlay of OVERLAYS) built[overlay] = await kustomize(join(root, 'k8s/overlays', overlay));
}, 900_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const documents = (manifests: string) => manifests.split(/^---$/m);

describe.each(OVERLAYS)('overlay %s', (overlay) => {
  it.each(VERSIONS)('is what Kubernetes %s takes, without an unknown field', async (version) => {
    const file = join(folder, `${overlay}.yaml`);
    await writeFile(file, built[overlay]!);
    const { code, output } = await kubernetesValidate(file, version);
    expect([code, output]).toEqual([0, expect.any(String)]);
    expect(output.match(/passed/g)).toHaveLength(documents(built[overlay]!).length);
  });

  it('has no critical finding that k8s/README.md does not answer, for prod in its own list', async () => {
    const { output } = await kubeScore(built[overlay]!);
    const scored = JSON.parse(output) as Scored[];
    expect(scored.length).toBeGreaterThan(10);
    const readme = await readFile(join(root, 'k8s/README.md'), 'utf8');
    const answered =
      overlay === 'dev' ? readme : readme.slice(0, readme.indexOf('Those of `overlays/dev` alone'));
    const open = scored.flatMap(({ object_name: name, type_meta: { kind }, checks }) =>
      checks
        .filter(
          ({ grade, skipped, check }) =>
            !skipped && grade === CRITICAL && !answered.includes(`\`${check.id}\``),
        )
        .map(({ check, comments }) => `${kind} ${name}: ${check.id} ${comments?.[0]?.summary}`),
    );
    expect(open).toEqual([]);
  });

  it('runs every role the same hardened way', () => {
    const deployments = documents(built[overlay]!).filter((text) => /^kind: Deployment$/m.test(text));
    expect(deployments).toHaveLength(3);
    for (const text of deployments) {
      expect(text).toContain('readOnlyRootFilesystem: true');
      expect(text).toContain('automountServiceAccountToken: false');
      const [grace, drain] = [/terminationGracePeriodSeconds: (\d+)/, /DRAIN_MS\s+value: "(\d+)"/].map(
        (pattern) => Number(pattern.exec(text)?.[1]),
      );
      const preStop = Number(/sleep:\s+seconds: (\d+)/.exec(text)?.[1]);
      // After SIGTERM a role drains for DRAIN_MS, and its last batches take at most 10 s.
      expect(grace! * 1_000).toBeGreaterThanOrEqual(preStop * 1_000 + drain! + 10_000);
    }
  });
});

describe('components', () => {
  it.each(['keda', 'monitoring'])('%s can be added to prod', async (component) => {
    const own = join(root, 'k8s/overlays', `.test-${component}-${process.pid}`);
    await mkdir(own);
    try {
      await writeFile(
        join(own, 'kustomization.yaml'),
        `resources: [../prod]\ncomponents: [../../components/${component}]\n`,
      );
      const manifests = documents(await kustomize(own));
      const added = manifests.filter((text) => FOREIGN.test(/^apiVersion: (\S+)$/m.exec(text)?.[1] ?? ''));
      expect(added.length).toBe(manifests.length - documents(built['prod']!).length);
      expect(added.length).toBeGreaterThan(0);
    } finally {
      await rm(own, { recursive: true });
    }
  });
});
