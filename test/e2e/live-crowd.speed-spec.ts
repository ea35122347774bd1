import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ReportPlayer, SessionCreated } from '../../src/contracts/rest.js';
import type { Standing } from '../../src/contracts/session.js';
import type {
  AnswerResult,
  EndedEvent,
  QuestionEvent,
  RevealEvent,
} from '../../src/contracts/socket-events.js';
import { auditSettled } from '../support/audit.js';
import { crowd } from '../support/crowd.js';
import { Host } from '../support/host.js';
import type { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const PLAYERS = 1_000;

/** A player's place, by id: what every list of players must agree on. */
const placed = ({ playerId, rank, score, correct, answered }: ReportPlayer | Standing) => [
  playerId,
  { rank, score, correct, answered },
];

describe('a live session of 1,000 players on three nodes', () => {
  let podium: Podium;
  let host: Host;
  let session: SessionCreated;
  let players: Player[];

  beforeAll(async () => {
    podium = await startPodium({
      engines: inject('environment'),
      ws: 3,
      environment: { JOINS_PER_SECOND: '10000' },
    });
    host = await Host.register(podium.url);
    session = await host.live(singles(2), { scoring: { timeWeight: 0.5 } });
    players = await crowd(podium, session.sessionId, PLAYERS);
  });
  afterAll(async () => {
    players?.forEach((player) => player.close());
    await podium?.stop();
  });

  const everyone = (name: string, count: number) =>
    until(() => players.every((player) => player.payloads(name).length >= count), {
      what: `${name} ${count} for everyone`,
      withinMs: 10_000,
    });

  it('brings a question to all within 250 ms, takes all answers within a second, reveals once', async () => {
    const arrivals = players.map(
      (player) =>
        new Promise<number>((resolve) => player.socket.once('question', () => resolve(performance.now()))),
    );
    const asked = performance.now();
    await host.command(session.sessionId, 'start');
    const delays = (await Promise.all(arrivals)).map((at) => at - asked).toSorted((a, b) => a - b);
    const p99 = delays[Math.floor(PLAYERS * 0.99)]!;
    console.log(`question: p50 ${delays[PLAYERS / 2]!.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
    expect(p99).toBeLessThan(250);

    const sent = performance.now();
    const acks = await Promise.all(
      players.map((player, index) => player.answer('q0', [index % 4 ? 'b' : 'a'])),
    );
    const took = performance.now() - sent;
    console.log(`1,000 answers acknowledged in ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(1_000);
    expect(acks.every(({ status }) => status === 'accepted')).toBe(true);

    // All have answered: it closes by itself.
    await everyone('result', 1);
    for (const player of players) {
      expect(player.payloads('question')).toHaveLength(1);
      expect(player.payloads('reveal')).toHaveLength(1);
      expect(player.payloads('result')).toHaveLength(1);
      const { distribution, answered } = player.payloads<RevealEvent>('reveal')[0]!;
      expect(distribution).toEqual({ a: PLAYERS / 4, b: PLAYERS - PLAYERS / 4, c: 0, d: 0 });
      expect(answered).toBe(PLAYERS);
    }
  });

  it('shows the same points everywhere: result, board, standing, REST, report and MongoDB', async () => {
    await host.command(session.sessionId, 'next');
    await everyone('question', 2);
    expect(players[0]!.payloads<QuestionEvent>('question')[1]).toMatchObject({ index: 1 });
    await Promise.all(players.map((player, index) => player.answer('q1', [index % 3 ? 'b' : 'a'])));
    await everyone('result', 2);
    await host.command(session.sessionId, 'end');
    await everyone('ended', 1);

    const pages = await Promise.all(
      Array.from({ length: PLAYERS / 100 }, (_, page) =>
        host.leaderboard(session.sessionId, page * 100, 100),
      ),
    );
    const rows = new Map(pages.flatMap(({ top }) => top).map((row) => [row.playerId, row]));
    let points = 0;
    for (const player of players) {
      const results = player.payloads<AnswerResult>('result');
      const gained = results.reduce((sum, result) => sum + result.points, 0);
      const last = results.at(-1)!;
      expect(last.score).toBe(gained);
      const row = rows.get(player.id)!;
      expect(row).toMatchObject({ score: gained, rank: last.rank, answered: 2 });
      expect(player.payloads<EndedEvent>('ended')[0]!.you).toMatchObject({ score: gained, rank: last.rank });
      points += gained;
    }
    const [sample] = players;
    expect((await sample!.standing()) as object).toMatchObject({ standing: rows.get(sample!.id)! });
    const totals = { players: PLAYERS, answers: 2 * PLAYERS, points };
    expect(await auditSettled(host, session.sessionId)).toMatchObject({
      redis: totals,
      mongo: totals,
      consistent: true,
    });
    const report = await host.report(session.sessionId);
    expect(report.status).toBe('ended');
    expect(Object.fromEntries(report.players.map(placed))).toEqual(
      Object.fromEntries([...rows.values()].map(placed)),
    );
  });
});
