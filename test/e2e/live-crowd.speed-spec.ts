import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import { rangeOf } from '../../bench/bench.js';
import type { ReportPlayer, SessionCreated } from '../../src/contracts/rest.js';
import type { Standing } from '../../src/contracts/session.js';
import type {
  AnswerResult,
  EndedEvent,
  QuestionEvent,
  RevealEvent,
} from '../../src/contracts/socket-events.js';
import { auditSettled } from '../support/audit.js';
import { type BareTimes, bareSocketIo, untilTold } from '../support/bare-socket-io.js';
import { crowd } from '../support/crowd.js';
import { Host } from '../support/host.js';
import type { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const PLAYERS = 1_000;
/** The number of questions whose times count. The median counts, since a single pause of the machine is not Podium's fault. */
const TIMED = 3;
/** Where three times the time of bare Socket.IO is longer than the time allowed, that time is allowed instead. */
const TIMES_BARE = 3;

const shown = (values: number[]): string => values.map((value) => value.toFixed(0)).join(', ');

/** A player's place, by id: all lists of players must agree on it. */
const placed = ({ playerId, rank, score, correct, answered }: ReportPlayer | Standing) => [
  playerId,
  { rank, score, correct, answered },
];

describe('a live session of 1,000 players on three nodes', () => {
  let podium: Podium;
  let host: Host;
  let session: SessionCreated;
  let players: Player[];
  let bare: BareTimes;

  beforeAll(async () => {
    podium = await startPodium({
      engines: inject('environment'),
      ws: 3,
      environment: { JOINS_PER_SECOND: '10000' },
    });
    host = await Host.register(podium.url);
    session = await host.live(singles(TIMED + 1), { scoring: { timeWeight: 0.5 } });
    players = await crowd(podium, session.sessionId, PLAYERS);
    bare = await bareSocketIo(PLAYERS, { text: 'x'.repeat(400) });
    console.log(
      `bare Socket.IO: a message ${bare.message.toFixed(0)} ms, acknowledged ${bare.acknowledged.toFixed(0)} ms`,
    );
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
    const questions: number[] = [];
    const answers: number[] = [];
    for (let index = 0; index < TIMED; index++) {
      const sockets = players.map(({ socket }) => socket as unknown as Socket);
      const command = index === 0 ? 'start' : 'next';
      questions.push(await untilTold(sockets, 'question', () => host.command(session.sessionId, command)));

      const sent = performance.now();
      const acks = await Promise.all(
        players.map((player, place) => player.answer(`q${index}`, [place % 4 ? 'b' : 'a'])),
      );
      answers.push(performance.now() - sent);
      expect(acks.every(({ status }) => status === 'accepted')).toBe(true);
      // All players have answered, so the question closes by itself.
      await everyone('result', index + 1);
    }
    console.log(`question: p99 ${shown(questions)} ms; all answers acknowledged in ${shown(answers)} ms`);
    expect(rangeOf(questions).median).toBeLessThan(Math.max(250, TIMES_BARE * bare.message));
    expect(rangeOf(answers).median).toBeLessThan(Math.max(1_000, TIMES_BARE * bare.acknowledged));

    for (const player of players) {
      expect(player.payloads('question')).toHaveLength(TIMED);
      expect(player.payloads('result')).toHaveLength(TIMED);
      const reveals = player.payloads<RevealEvent>('reveal');
      expect(reveals).toHaveLength(TIMED);
      for (const { distribution, answered } of reveals) {
        expect(distribution).toEqual({ a: PLAYERS / 4, b: PLAYERS - PLAYERS / 4, c: 0, d: 0 });
        expect(answered).toBe(PLAYERS);
      }
    }
  });

  it('shows the same points everywhere: result, board, standing, REST, report and MongoDB', async () => {
    await host.command(session.sessionId, 'next');
    await everyone('question', TIMED + 1);
    expect(players[0]!.payloads<QuestionEvent>('question')[TIMED]).toMatchObject({ index: TIMED });
    await Promise.all(players.map((player, index) => player.answer(`q${TIMED}`, [index % 3 ? 'b' : 'a'])));
    await everyone('result', TIMED + 1);
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
      expect(row).toMatchObject({ score: gained, rank: last.rank, answered: TIMED + 1 });
      expect(player.payloads<EndedEvent>('ended')[0]!.you).toMatchObject({ score: gained, rank: last.rank });
      points += gained;
    }
    const [sample] = players;
    expect((await sample!.standing()) as object).toMatchObject({ standing: rows.get(sample!.id)! });
    const totals = { players: PLAYERS, answers: (TIMED + 1) * PLAYERS, points };
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
