import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Joined } from '../../src/contracts/rest.js';
import { auditSettled } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Client } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { type Received, TraceReceiver } from '../support/trace-receiver.js';
import { until } from '../support/until.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const NICKNAME = 'Nobody in particular';

let receiver: TraceReceiver;
let podium: Podium;
let host: Host;
let joined: Joined;

beforeAll(async () => {
  receiver = await TraceReceiver.start();
  podium = await startPodium({
    engines: inject('environment'),
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '100' },
  });
  host = await Host.register(podium.url);
  const { sessionId, pin } = await host.session(singles(2));
  const response = await fetch(`${podium.url}/v1/sessions/${pin}/players`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01` },
    body: JSON.stringify({ nickname: NICKNAME }),
  });
  joined = (await response.json()) as Joined;
  const player = await Client.connect(joined.playerToken, { url: podium.url });
  await player.open(0);
  await player.answer('q0', ['a']);
  await auditSettled(host, sessionId, 30_000);
  player.close();
});
afterAll(async () => {
  await podium?.stop();
  receiver?.stop();
});

/** The first span for which `passes` is true, once it has arrived. */
async function span(what: string, passes: (one: Received) => boolean): Promise<Received> {
  await until(() => receiver.spans.some(passes), { what, withinMs: 10_000 });
  return receiver.spans.find(passes)!;
}
const linkedTo =
  ({ spanId }: Received) =>
  ({ links = [] }: Received) =>
    links.some((link) => link.spanId === spanId);

it('follows a join from its caller over REST and Kafka into MongoDB', async () => {
  const request = await span('the request', ({ parentSpanId }) => parentSpanId === CALLER);
  expect(request).toMatchObject({
    traceId: TRACE,
    service: 'podium-api',
    name: 'POST /v1/sessions/:sessionIdOrPin/players',
    attributes: { 'http.request.method': 'POST', 'http.response.status_code': 201 },
  });
  const work = await span(
    'the worker’s part',
    (one) => one.name === 'process podium.sessions' && linkedTo(request)(one),
  );
  expect(work.service).toBe('podium-worker');
  const write = await span('the bulk write', ({ parentSpanId }) => parentSpanId === work.spanId);
  expect(write).toMatchObject({ name: 'bulkWrite results', attributes: { 'db.system.name': 'mongodb' } });
});

it('follows an answer from its socket over Kafka into MongoDB', async () => {
  const answer = await span('the answer', ({ name }) => name === 'socket answer');
  expect(answer).toMatchObject({
    service: 'podium-ws',
    attributes: { 'podium.session.id': joined.session.sessionId, 'podium.status': 'accepted' },
  });
  const sent = await span('the send', (one) => one.name === 'send' && linkedTo(answer)(one));
  expect(sent).toMatchObject({ service: 'podium-ws', traceId: answer.traceId });
  const work = await span(
    'the worker’s part',
    (one) => one.name === 'process podium.answers' && linkedTo(answer)(one),
  );
  expect(work).toMatchObject({ service: 'podium-worker', traceId: answer.traceId });
  const write = await span('the bulk write', ({ parentSpanId }) => parentSpanId === work.spanId);
  expect(write).toMatchObject({ name: 'bulkWrite results', traceId: answer.traceId });
});

it('tells no nickname, token, password or probe', () => {
  for (const secret of [NICKNAME, joined.playerToken, host.token, host.password]) {
    expect(receiver.raw).not.toContain(secret);
  }
  expect(receiver.spans.length).toBeGreaterThan(5);
  expect(receiver.spans.filter(({ name }) => /health|metrics/.test(name))).toEqual([]);
});

it('sends what is left when a role ends', async () => {
  const before = receiver.spans.length;
  await fetch(`${podium.api[0]!.url}/v1/pins/000000`);
  await podium.api[0]!.kill('SIGTERM');
  await podium.api[0]!.exited;
  expect(receiver.spans.slice(before).map(({ name }) => name)).toContain('GET /v1/pins/:pin');
});
