/**
 * `npm run test:k8s`: applies overlays/dev to the API server of KUBECONFIG and checks that Kubernetes does what k8s/README.md
 * says. It is made for a control plane whose nodes run no containers (kwok). It takes the namespace `podium` for itself and
 * deletes it at the end.
 */
import { program } from 'commander';
import { freePort } from '../../dev/engines/ports.js';
import { Checks } from '../support/checks.js';
import { eventually, get, kubectl, NAMESPACE, tryKubectl, watchReady } from './kubectl.js';
import { serveMetrics, type Usage } from './metrics-api.js';

const ROLES = ['podium-api', 'podium-ws', 'podium-worker'];
const ENGINES = ['redis', 'mongo', 'kafka'];
const OVERLAY = 'k8s/overlays/dev';

interface Deployment {
  spec: { replicas: number };
  status: { readyReplicas?: number; replicas?: number };
}
const replicasOf = async (name: string) => (await get<Deployment>('deployment', name)).spec.replicas;
const readyOf = async (name: string) => (await get<Deployment>('deployment', name)).status.readyReplicas ?? 0;

async function applied(checks: Checks): Promise<void> {
  const first = await tryKubectl(['apply', '-k', OVERLAY]);
  checks.is('the overlay is applied', first.ok, first.output);
  if (!first.ok) throw new Error('there is nothing to look at');
  const difference = await tryKubectl(['diff', '-k', OVERLAY]);
  checks.is('what the server keeps is what was written', difference.ok, difference.output);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bad' },
    spec: { containers: [{ name: 'x', image: 'x' }] },
  };
  const refused = await tryKubectl(['create', '-f', '-'], JSON.stringify(pod));
  checks.is(
    'the namespace refuses what is not restricted',
    !refused.ok && refused.output.includes('violates PodSecurity'),
    refused,
  );
  checks.is(
    'topics and indexes are prepared',
    (await tryKubectl(['wait', '--for=condition=complete', 'job/podium-prepare', '--timeout=60s'])).ok,
  );
  for (const engine of ENGINES) {
    const up = await tryKubectl(['rollout', 'status', `statefulset/${engine}`, '--timeout=60s']);
    checks.is(`${engine} is ready`, up.ok, up.output);
  }
  for (const role of ROLES) {
    const two = await eventually(
      async () => (await replicasOf(role)) >= 2 && (await readyOf(role)) >= 2,
      90_000,
    );
    checks.is(`${role} has two replicas, both ready under the restricted standard`, two);
  }
}

async function rolled(role: string, checks: Checks): Promise<void> {
  const want = await replicasOf(role);
  const watch = watchReady(role);
  await kubectl('rollout', 'restart', `deployment/${role}`);
  const done = await tryKubectl(['rollout', 'status', `deployment/${role}`, '--timeout=180s']);
  const fewest = watch.stop();
  checks.is(`${role} rolls with every replica kept`, done.ok && fewest >= want, { fewest, want });
}

/** Rolls out a version whose pods never become ready: the pods of the version before stay, and `undo` restores it. */
async function stalled(role: string, checks: Checks): Promise<void> {
  const want = await replicasOf(role);
  const template = {
    metadata: { annotations: { 'test/never-ready': 'true' } },
    spec: { containers: [{ name: 'podium', image: 'podium:no-such-version' }] },
  };
  const patch = JSON.stringify({ spec: { progressDeadlineSeconds: 5, template } });
  await kubectl('patch', 'deployment', role, '--type=strategic', '-p', patch);
  const status = await tryKubectl(['rollout', 'status', `deployment/${role}`, '--timeout=60s']);
  const ready = await readyOf(role);
  checks.is(
    `${role} that never gets ready stalls, and ${want} replicas go on`,
    !status.ok && ready >= want,
    status,
  );
  await kubectl('rollout', 'undo', `deployment/${role}`);
  const undone = await tryKubectl(['rollout', 'status', `deployment/${role}`, '--timeout=60s']);
  checks.is(`${role} is undone`, undone.ok && (await readyOf(role)) >= want, undone.output);
}

const evict = (name: string) => {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } };
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${name}/eviction`;
  return tryKubectl(['create', '--raw', path, '-f', '-'], JSON.stringify(eviction));
};

async function evicted(role: string, checks: Checks): Promise<void> {
  const selector = `app.kubernetes.io/name=podium,app.kubernetes.io/component=${role.replace('podium-', '')}`;
  const allowed = () =>
    get<{ status: { disruptionsAllowed: number } }>('pdb', role).then(
      (pdb) => pdb.status.disruptionsAllowed === 1,
    );
  checks.is(`the budget of ${role} allows one`, await eventually(allowed, 30_000));
  const pods = await get<{ items: { metadata: { name: string } }[] }>('pods', '-l', selector);
  const names = pods.items.map(({ metadata }) => metadata.name).slice(0, 2);
  const evictions = await Promise.all(names.map(evict));
  const refusals = evictions.filter(({ ok, output }) => !ok && output.includes('disruption budget'));
  checks.is(`of two evictions of ${role} the budget refuses one`, refusals.length === 1, evictions);
  checks.is(`${role} is whole again`, await eventually(async () => (await readyOf(role)) >= 2, 60_000));
}

async function scaled(usage: Usage, checks: Checks): Promise<void> {
  const grows = (role: string, over: number) =>
    eventually(async () => (await replicasOf(role)) > over, 90_000);
  usage.cpu = 240;
  checks.is('podium-api grows with its processor time', await grows('podium-api', 2));
  usage.cpu = 20;
  usage.connections = 9_000;
  checks.is('podium-ws grows with its connections', await grows('podium-ws', 2));
  const before = await replicasOf('podium-ws');
  delete usage.connections;
  usage.cpu = 900;
  checks.is(
    'podium-ws grows with its processor time where nobody counts connections',
    await grows('podium-ws', before),
  );
}

const removed = () => kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=120s');

async function all(): Promise<number> {
  const checks = new Checks();
  const usage: Usage = { cpu: 20, connections: 100 };
  const stopMetrics = await serveMetrics(await freePort(), usage);
  try {
    // An earlier run that was killed can have left resources behind.
    await removed();
    await applied(checks);
    for (const role of ROLES) {
      await rolled(role, checks);
      await stalled(role, checks);
      await evicted(role, checks);
    }
    await scaled(usage, checks);
  } finally {
    await removed();
    await stopMetrics();
  }
  return checks.end();
}

program
  .name('npm run test:k8s --')
  .description('Applies k8s/overlays/dev to the API server of KUBECONFIG and takes it away again.')
  .action(async () => {
    process.exitCode = await all();
  });
await program.parseAsync();
