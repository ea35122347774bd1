import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { get, kubectl, tryKubectl } from './kubectl.js';

interface Pods {
  items: {
    metadata: { name: string; namespace: string; labels: object };
    spec: { containers: { name: string }[] };
  }[];
}

/** The usage that is reported for pods; it changes while the autoscalers read it. */
export interface Usage {
  /** Thousandths of a core, each pod. */
  cpu: number;
  /** Connections of each pod. When undefined there is no such metric, as without an adapter. */
  connections?: number;
}

const RESOURCE = 'metrics.k8s.io';
const CUSTOM = 'custom.metrics.k8s.io';
const VERSIONS: Record<string, string> = { [RESOURCE]: 'v1beta1', [CUSTOM]: 'v1beta2' };

const apiService = (group: string, port: number) => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `${VERSIONS[group]}.${group}` },
  spec: {
    group,
    version: VERSIONS[group],
    groupPriorityMinimum: 100,
    versionPriority: 100,
    insecureSkipTLSVerify: true,
    service: { name: 'podium-test-metrics', namespace: 'kube-system', port },
  },
});

async function reply(response: ServerResponse, answer: Promise<object | undefined>): Promise<void> {
  const body = await answer.catch(() => undefined);
  response.statusCode = body ? 200 : 404;
  response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 }));
}

/** A control plane without kubelets measures nothing: this server replaces metrics-server and prometheus-adapter. */
export async function serveMetrics(port: number, usage: Usage): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'podium-metrics-'));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const subject = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject], {
    stdio: 'ignore',
  });
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });

  const answer = async (path: string, selector: string): Promise<object | undefined> => {
    const [, , group = '', version, , namespace, kind, , metric] = path.split('/');
    const groupVersion = `${group}/${version}`;
    if (!namespace) {
      const name = group === RESOURCE ? 'pods' : 'pods/podium_connections';
      const resource = {
        name,
        singularName: '',
        namespaced: true,
        kind: 'PodMetrics',
        verbs: ['get', 'list'],
      };
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [resource] };
    }
    if (kind !== 'pods' || (metric && usage.connections === undefined)) return undefined;
    const { items } = await get<Pods>('pods', '-l', selector);
    const timestamp = new Date().toISOString();
    if (metric) {
      return {
        kind: 'MetricValueList',
        apiVersion: groupVersion,
        metadata: {},
        items: items.map(({ metadata: { name } }) => ({
          describedObject: { kind: 'Pod', namespace, name, apiVersion: '/v1' },
          metric: { name: metric },
          timestamp,
          value: String(usage.connections),
        })),
      };
    }
    return {
      kind: 'PodMetricsList',
      apiVersion: groupVersion,
      metadata: {},
      items: items.map(({ metadata: { name, labels }, spec }) => ({
        metadata: { name, namespace, labels },
        timestamp,
        window: '10s',
        containers: spec.containers.map((one) => ({
          name: one.name,
          usage: { cpu: `${usage.cpu}m`, memory: '100Mi' },
        })),
      })),
    };
  };
  const server = createServer(tls, (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'https://localhost');
    response.setHeader('content-type', 'application/json');
    void reply(response, answer(pathname, searchParams.get('labelSelector') ?? ''));
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'podium-test-metrics', namespace: 'kube-system' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  };
  const items = [service, apiService(RESOURCE, port), apiService(CUSTOM, port)];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const applied = await tryKubectl(['apply', '-n', 'kube-system', '-f', '-'], list);
  if (!applied.ok) throw new Error(applied.output);
  return async () => {
    for (const group of [RESOURCE, CUSTOM])
      await kubectl('delete', 'apiservice', `${VERSIONS[group]}.${group}`, '--ignore-not-found');
    await kubectl('delete', 'service', 'podium-test-metrics', '-n', 'kube-system', '--ignore-not-found');
    server.close();
    server.closeAllConnections();
  };
}
