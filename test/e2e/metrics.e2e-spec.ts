import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AnswerValue } from '../../src/contracts/quiz.js';
import { auditSettled } from '../support/audit.js';
import { crowd } from '../support/crowd.js';
import { Client, type Player } from '../support/player.js';
import { Host } from '../support/host.js';
import { scrape, sumOf } from '../support/metrics.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const PLAYERS = 12;

describe('what Prometheus scrapes is what was played', () => {
  let podium: Podium;
  let players: Player[];
  let host: Host;
  let hostSocket: Client;
  const statuses = new Map<string, number>();

  const answer = async (player: Player, questionId: string, value: AnswerValue) => {
    const { status } = await player.answer(questionId, value);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const total = (sample: string) => sumOf(podium.ws, sample);

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment'), ws: 2 });
    host = await Host.register(podium.url);
    const session = await host.session(singles(3));
    players = await crowd(podium, session.sessionId, PLAYERS);
    hostSocket = await Client.connect(session.hostToken, { url: podium.url });
    await Promise.all(
      players.map(async (player, place) => {
        // In order: an answer to a question that is not open, an accepted one, a duplicate, and an invalid one.
        await answer(player, 'q2', ['a']);
        await player.open(0);
        await answer(player, 'q0', [place % 2 ? 'a' : 'b']);
        await answer(player, 'q0', ['c']);
        if (place % 3 === 0) await answer(player, 'q0', 'not choices');
      }),
    );
    await auditSettled(host, session.sessionId);
  });
  afterAll(async () => {
    hostSocket?.close();
    players?.forEach((player) => player.close());
    await podium?.stop();
  });

  it('answers by status, each acknowledgement timed', async () => {
    expect([...statuses.keys()].toSorted()).toEqual(['accepted', 'closed', 'duplicate', 'invalid']);
    for (const [status, count] of statuses)
      expect(await total(`podium_answers_total{status="${status}"}`)).toBe(count);
    const all = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    expect(await total('podium_answer_ack_seconds_count')).toBe(all);
    expect(await total('podium_answer_batch_size_sum')).toBe(all - statuses.get('invalid')!);
  });

  it('connections by role, down to none', async () => {
    expect(await total('podium_connections{role="player"}')).toBe(PLAYERS);
    expect(await total('podium_connections{role="host"}')).toBe(1);
    hostSocket.close();
    players.forEach((player) => player.close());
    await until(async () => (await total('podium_connections{role="player"}')) === 0, {
      what: 'end of the connections',
      withinMs: 5_000,
    });
    expect(await total('podium_connections{role="host"}')).toBe(0);
  });

  it('events on their way to MongoDB', async () => {
    const answers = 'topic="podium.answers"';
    expect(await total(`podium_kafka_produced_events_total{${answers}}`)).toBe(PLAYERS);
    const worker = await scrape(podium.workers[0]!.url);
    expect(worker.get(`podium_kafka_consumed_events_total{${answers}}`)).toBeGreaterThanOrEqual(PLAYERS);
    expect(worker.get('podium_mongo_bulk_seconds_count')).toBeGreaterThan(0);
    const lags = [...worker].filter(([sample]) => sample.startsWith(`podium_kafka_consumer_lag{${answers}`));
    expect(lags.length).toBeGreaterThan(0);
    expect(lags.map(([, lag]) => lag)).toEqual(lags.map(() => 0));
    await until(async () => (await scrape(podium.workers[0]!.url)).get('podium_outbox_entries') === 0, {
      what: 'empty outbox',
      withinMs: 5_000,
    });
  });

  it('requests by the pattern of their path', async () => {
    const joins = 'method="POST",route="/v1/sessions/:sessionIdOrPin/players",status="201"';
    expect(await sumOf(podium.api, `podium_http_request_seconds_count{${joins}}`)).toBe(PLAYERS);
  });

  it('nothing that grows with players or sessions: no label is an id', async () => {
    const names = 'role status outcome topic kind partition method route le reason lane where';
    const known = new Set(names.split(' '));
    for (const role of [...podium.api, ...podium.ws, ...podium.workers]) {
      const samples = [...(await scrape(role.url)).keys()].filter((name) => name.startsWith('podium_'));
      expect(samples.length).toBeGreaterThan(0);
      const labels = samples.flatMap((sample) => [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label!));
      expect(labels.filter((label) => !known.has(label))).toEqual([]);
    }
  });
});
