import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncApi } from './asyncapi.js';
import { contractSchemas } from './contract-schemas.js';
import { dashboard } from './dashboard.js';
import { haproxyConfig } from './engines/haproxy-config.js';
import { run } from './engines/run-tool.js';
import { notices } from './notice.js';
import { root } from './roles.js';

const madeBy = (what: string) => `# ${what}; made by \`npm run generate\`.\n`;

/** Docker's own name server. */
const DOCKER_DNS = '127.0.0.11:53';

const haproxyOfCompose = () =>
  madeBy('The load balancer of compose.yaml, as `npm start` has it') +
  haproxyConfig({
    port: 8080,
    api: [{ name: 'api', host: 'api', port: 3000 }],
    ws: ['ws-1', 'ws-2'].map((name) => ({ name, host: name, port: 3000 })),
    nameServer: DOCKER_DNS,
  });

/** The rules of Compose, in the form for the Prometheus operator. */
async function prometheusRule(): Promise<string> {
  const rules = await readFile(join(root, 'docker/prometheus/podium.rules.yml'), 'utf8');
  const groups = rules
    .slice(rules.indexOf('groups:'))
    .trimEnd()
    .replaceAll(/^(?=.)/gm, '  ');
  return [
    madeBy('The rules of docker/prometheus/podium.rules.yml').trimEnd(),
    'apiVersion: monitoring.coreos.com/v1',
    'kind: PrometheusRule',
    'metadata:',
    '  name: podium',
    '  labels: { app.kubernetes.io/name: podium }',
    'spec:',
    `${groups}\n`,
  ].join('\n');
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** The files that are made from the types in src/contracts. The server is built with them, so they come first. */
export function fromContracts(): Record<string, string> {
  const schemas = contractSchemas();
  return {
    'src/contracts/schemas.json': json(schemas),
    'src/contracts/asyncapi.json': json(asyncApi(schemas)),
  };
}

/** The files that are made from everything else, including `dist/`. */
export const fromBuild = async (): Promise<Record<string, string>> => ({
  'docs/openapi.json': await run(process.execPath, [join(root, 'dist/server/podium.js'), 'openapi']),
  'docker/haproxy/haproxy.cfg': haproxyOfCompose(),
  'k8s/components/monitoring/prometheus-rule.yaml': await prometheusRule(),
  'docker/grafana/dashboards/podium.json': json(dashboard()),
  ...(await notices()),
});

/** Every file that is made from source and committed, by its path from the root. */
export const generated = async (): Promise<Record<string, string>> => ({
  ...fromContracts(),
  ...(await fromBuild()),
});
