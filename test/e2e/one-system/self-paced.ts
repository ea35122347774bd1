import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.js';
import type { AnswerValue, Question, Quiz } from '../../../src/contracts/quiz.js';
import type { SessionCreated } from '../../../src/contracts/rest.js';
import type { Leaderboard, MultipleRule, StandingAround, You } from '../../../src/contracts/session.js';
import type { AnswerAck, AnswerResult, QuestionAck } from '../../../src/contracts/socket-events.js';
import { auditSettled } from '../../support/audit.js';
import { Host } from '../../support/host.js';
import { Player, type ConnectOptions } from '../../support/player.js';
import type { Podium } from '../../support/podium.js';
import { choices, singles } from '../../support/questions.js';
import { call } from '../../support/rest.js';
import { leaks } from '../../support/secrets.js';
import { until } from '../../support/until.js';

/** These texts must be in no payload, no matter where. */
const EXPLANATION = 'because-SECRET-reason';
const ACCEPTED = 'SECRET-quetzal';
const NUMBER = 271_828;

const base = (id: string) => ({ id, text: `Text of ${id}?`, timeLimitMs: 60_000, weight: 1 as const });
const explained = (id: string) => ({ ...base(id), explanation: EXPLANATION });

const QUESTIONS: Question[] = [
  { ...explained('single'), type: 'single', choices: choices('a', 'b', 'c'), correct: ['b'] },
  { ...explained('multiple'), type: 'multiple', choices: choices('a', 'b', 'c', 'd'), correct: ['a', 'b'] },
  { ...explained('truth'), type: 'true-false', correct: false },
  {
    ...explained('text'),
    type: 'text',
    accepted: [ACCEPTED, 'Straße'],
    media: { imageUrl: 'https://x.org/a.png' },
  },
  { ...explained('number'), type: 'number', correct: NUMBER, tolerance: 10, min: 0, max: 1_000_000 },
  {
    ...explained('order'),
    type: 'order',
    choices: choices('1', '2', '3', '4', '5', '6'),
    correct: ['3', '1', '2', '6', '5', '4'],
  },
  { ...explained('poll'), type: 'poll', choices: choices('x', 'y') },
  { ...explained('double'), type: 'single', weight: 2, choices: choices('a', 'b'), correct: ['a'] },
  { ...explained('nothing'), type: 'single', weight: 0, choices: choices('a', 'b'), correct: ['a'] },
  { ...explained('unopened'), type: 'single', choices: choices('a', 'b'), correct: ['a'] },
  { ...explained('short'), type: 'single', timeLimitMs: 5_000, choices: choices('a', 'b'), correct: ['a'] },
];
const indexOf = (id: string) => QUESTIONS.findIndex((question) => question.id === id);

type Opened = Extract<QuestionAck, { status: 'ok' }>;
type Counted = { status: 'accepted' | 'duplicate' } & AnswerResult;

async function open(player: Player, index: number): Promise<Opened> {
  const ack = await player.open(index);
  expect(ack).toMatchObject({ status: 'ok', index });
  return ack as Opened;
}

/** Opens and answers a question. The points lie between those for an answer at once and those for all the time it took. */
async function play(
  player: Player,
  id: string,
  value: AnswerValue,
  fraction: number,
  scored = true,
): Promise<Counted> {
  const { question, openedAt, closesAt } = await open(player, indexOf(id));
  expect(closesAt).toBe(openedAt + question.timeLimitMs);
  const ack = (await player.answer(id, value)) as Counted;
  const took = Math.max(0, Date.now() - openedAt + 50);
  expect(ack).toMatchObject({ status: 'accepted', correct: fraction === 1, rank: expect.any(Number) });
  expect(ack.fraction).toBeCloseTo(fraction, 10);
  const most = scored ? question.weight * 1000 * fraction : 0;
  const slow = took < LIMITS.instantMs ? 0 : took / question.timeLimitMs;
  expect(ack.points).toBeLessThanOrEqual(Math.round(most));
  expect(ack.points).toBeGreaterThanOrEqual(Math.floor(most * (1 - 0.5 * slow)));
  return ack;
}

const withoutTime = ({ at: _at, ...board }: Leaderboard) => board;

/** An answer near the end of a question of 5 s, with the times by this machine's clock. */
interface LastMinute {
  sentAt: number;
  repliedAt: number;
  openedAt: number;
  closesAt: number;
  ack: AnswerAck;
}

/** The acknowledgement that must come. Redis' clock is this machine's, apart from a rounding to milliseconds. */
function expectedOf({ sentAt, repliedAt, openedAt, closesAt, ack }: LastMinute): object {
  const deadline = closesAt + LIMITS.graceMs;
  const counted = repliedAt < deadline || (sentAt <= deadline + 1 && ack.status === 'accepted');
  if (!counted) return { status: 'late' };
  const points = (at: number) => Math.round(1000 * (1 - (0.5 * Math.min(5_000, at - openedAt)) / 5_000));
  const given = 'points' in ack ? ack.points! : Number.NaN;
  const plausible = given >= points(repliedAt + 1) && given <= points(sentAt - 1);
  return expect.objectContaining({
    status: 'accepted',
    points: plausible ? given : `${points(repliedAt)} to ${points(sentAt)}`,
  });
}

export const selfPacedGame = (system: () => Podium) =>
  describe('a self-paced game over one api, three ws nodes and a worker', () => {
    let podium: Podium;
    let host: Host;
    let quiz: Quiz;
    const players: Player[] = [];

    const enter = async (session: SessionCreated, where: ConnectOptions): Promise<Player> => {
      const player = await Player.enter(await Player.join(podium.url, session.pin), where);
      players.push(player);
      return player;
    };
    const node = (index: number) => podium.ws[index]!.url;

    beforeAll(async () => {
      podium = system();
      host = await Host.register(podium.url);
      quiz = await host.quiz(QUESTIONS);
    });
    afterAll(async () => {
      players.forEach((player) => player.close());
    });

    it('takes answers to every type of question and keeps score', async () => {
      const session = await host.session(quiz);
      const ada = await enter(session, { url: podium.url });
      const results = [
        await play(ada, 'single', ['b'], 1),
        await play(ada, 'multiple', ['b', 'a'], 1),
        await play(ada, 'truth', false, 1),
        await play(ada, 'text', `  ${ACCEPTED.toUpperCase()} `, 1),
        await play(ada, 'number', NUMBER + 10, 1),
        await play(ada, 'order', ['3', '1', '2', '6', '5', '4'], 1),
        await play(ada, 'poll', ['y'], 0, false),
        await play(ada, 'double', ['a'], 1),
        await play(ada, 'nothing', ['a'], 1),
      ];
      let score = 0;
      for (const result of results) expect(result.score).toBe((score += result.points));
      // A poll does not change the streak.
      expect(results.map(({ streak }) => streak)).toEqual([1, 2, 3, 4, 5, 6, 6, 7, 8]);
      expect(results.at(-2)!.points).toBeGreaterThan(1000);

      const bob = await enter(session, { url: podium.url, transport: 'polling' });
      expect((await play(bob, 'single', ['a'], 0)).streak).toBe(0);
      await play(bob, 'truth', true, 0);
      await play(bob, 'text', 'quetzal', 0);
      await play(bob, 'number', NUMBER - 15, 0.5);
      await play(bob, 'order', ['1', '2', '3', '6', '5', '4'], 0);
      const last = await play(bob, 'double', ['a'], 1);
      expect(last).toMatchObject({ streak: 1, rank: 2 });

      const audit = await auditSettled(host, session.sessionId);
      expect(audit).toMatchObject({ consistent: true, differences: [] });
      expect(audit.mongo).toEqual({ players: 2, answers: 15, points: score + last.score });
    });

    it.each<[MultipleRule, number, number, number]>([
      ['strict', 1, 0, 0],
      ['balanced', 1, 0.5, 0],
      ['lenient', 1, 0.5, 0.5],
    ])('grades several choices by the rule %s', async (multiple, all, half, halfAndWrong) => {
      const session = await host.session(quiz, { scoring: { multiple } });
      const [ada, bob, eve] = [
        await enter(session, { url: node(0) }),
        await enter(session, { url: node(1) }),
        await enter(session, { url: node(2), transport: 'polling' }),
      ];
      expect(await play(ada, 'multiple', ['a', 'b'], all)).toMatchObject({ score: expect.any(Number) });
      await play(bob, 'multiple', ['a'], half);
      await play(eve, 'multiple', ['a', 'c'], halfAndWrong);
    });

    it('adds the streak bonus and scales by maxPoints', async () => {
      const scoring = { maxPoints: 500, timeWeight: 0, streakBonus: 100 };
      const session = await host.session(singles(8), { scoring });
      const player = await enter(session, { url: podium.url });
      const points: number[] = [];
      for (let index = 0; index < 8; index++) {
        await open(player, index);
        points.push(((await player.answer(`q${index}`, ['a'])) as Counted).points);
      }
      expect(points).toEqual([500, 600, 700, 800, 900, 1000, 1000, 1000]);
    });

    it('keeps the clock of a question that is opened again, on another node too', async () => {
      const session = await host.session(quiz);
      const joined = await Player.join(podium.url, session.sessionId);
      const first = await Player.enter(joined, { url: node(0) });
      const second = await Player.enter(joined, { url: node(1) });
      players.push(first, second);
      const opened = await open(first, 0);
      const again = await until(
        async () => {
          const ack = await open(second, 0);
          return ack.now > opened.now && ack;
        },
        { what: 'a later look', withinMs: 2_000 },
      );
      expect(again).toMatchObject({
        openedAt: opened.openedAt,
        closesAt: opened.closesAt,
        question: opened.question,
      });
    });

    it('lets only the first answer count, and none to a question that is not open', async () => {
      const session = await host.session(quiz);
      const joined = await Player.join(podium.url, session.sessionId);
      const first = await Player.enter(joined, { url: node(0) });
      expect(await first.answer('unopened', ['a'])).toEqual({ status: 'closed' });
      const { points, score, rank, fraction, correct, streak } = await play(first, 'single', ['b'], 1);
      const expected = { status: 'duplicate', points, score, rank, fraction, correct, streak };
      expect(await first.answer('single', ['a'])).toEqual(expected);
      const second = await Player.enter(joined, { url: node(2) });
      players.push(first, second);
      expect(await second.answer('single', ['b'])).toEqual(expected);
      expect(await second.sync()).toMatchObject({
        status: 'open',
        mode: 'self-paced',
        you: {
          playerId: joined.playerId,
          nickname: joined.nickname,
          score,
          rank,
          streak,
          answered: ['single'],
        },
      });
      expect(await auditSettled(host, session.sessionId)).toMatchObject({
        consistent: true,
        mongo: { players: 1, answers: 1, points },
      });
    });

    it('counts an answer within 250 ms of the limit with the whole time, and none after', async () => {
      const session = await host.session(quiz);
      /** Milliseconds after the end of the question at which each player answers. */
      const delays = [-200, 10, 60, 110, 160, 260, 400, 1_000];
      const outcomes = await Promise.all(
        delays.map(async (delay, index) => {
          const player = await enter(session, { url: node(index % 3) });
          const { closesAt, openedAt } = await open(player, indexOf('short'));
          await until(() => Date.now() >= closesAt + delay, { what: 'time', withinMs: 8_000, everyMs: 5 });
          const sentAt = Date.now();
          const ack = await player.answer('short', ['a']);
          return { sentAt, repliedAt: Date.now(), openedAt, closesAt, ack };
        }),
      );
      for (const outcome of outcomes) expect(outcome.ack).toEqual(expectedOf(outcome));
      const statuses = outcomes.map(({ ack }) => ack.status);
      expect(statuses[0]).toBe('accepted');
      expect(statuses.at(-1)).toBe('late');
      const counted = statuses.filter((status) => status === 'accepted').length;
      expect((await auditSettled(host, session.sessionId)).mongo.answers).toBe(counted);
    });

    it('tells the same ranking over socket and REST', async () => {
      const session = await host.session(singles(3));
      const field = await Promise.all(
        Array.from({ length: 7 }, (_, index) => enter(session, { url: node(index % 3) })),
      );
      for (const [place, player] of field.entries()) {
        for (let index = 0; index < 3; index++) {
          await open(player, index);
          await player.answer(`q${index}`, [place % 3 < index ? 'b' : 'a']);
        }
      }
      // After the last snapshot the board does not change any more.
      await until(() => field.every((player) => player.boards.at(-1)?.answers === 21), {
        what: 'last snapshot',
        withinMs: 5_000,
      });
      const rest = await host.leaderboard(session.sessionId, 2, 4);
      for (const player of field.slice(0, 3)) {
        expect(withoutTime((await player.leaderboard({ offset: 2, limit: 4 })) as Leaderboard)).toEqual(
          withoutTime(rest),
        );
      }
      expect(rest).toMatchObject({ sessionId: session.sessionId, total: 7, answers: 21 });
      expect(rest.top.map(({ rank }) => rank)).toEqual([3, 4, 5, 6]);
      for (const player of field) {
        const own = (await player.standing()) as StandingAround;
        expect(own).toEqual(await host.standing(session.sessionId, player.id));
        expect(own.around).toContainEqual(own.standing);
        const { you } = (await player.sync()) as { you: You };
        expect(own.standing).toMatchObject({
          playerId: player.id,
          score: you.score,
          rank: you.rank,
          answered: 3,
        });
        const asPlayer = await call(
          'GET',
          `${podium.url}/v1/sessions/${session.sessionId}/players/${player.id}/standing`,
          {
            token: player.joined.playerToken,
          },
        );
        expect(asPlayer.body).toEqual(own);
      }
    });

    it('closes everything at the end, for everyone on every node', async () => {
      const session = await host.session(quiz);
      const field = [
        await enter(session, { url: node(0) }),
        await enter(session, { url: node(1) }),
        await enter(session, { url: node(2), transport: 'polling' }),
      ];
      for (const player of field) {
        await play(player, 'single', ['b'], 1);
        await open(player, indexOf('truth'));
      }
      expect(await host.command(session.sessionId, 'end')).toMatchObject({ status: 'ended' });
      for (const player of field) {
        await until(() => player.payloads<object>('ended').length > 0, { what: 'end', withinMs: 5_000 });
        expect(player.payloads<object>('ended')).toEqual([
          expect.objectContaining({ rev: expect.any(Number), total: 3, podium: expect.any(Array) }),
        ]);
        expect(player.payloads<{ status: string }>('session').at(-1)).toMatchObject({ status: 'ended' });
        expect(await player.answer('truth', false)).toEqual({ status: 'closed' });
        expect(await player.answer('unopened', ['a'])).toEqual({ status: 'closed' });
        expect(await player.open(indexOf('double'))).toEqual({ status: 'closed' });
        expect(await player.sync()).toMatchObject({ status: 'ended', you: { answered: ['single'] } });
      }
      const late = await call('POST', `${podium.url}/v1/sessions/${session.pin}/players`, {
        body: { nickname: 'Late' },
      });
      expect(late).toMatchObject({ status: 410, body: { code: 'SESSION_ENDED' } });
      expect(await auditSettled(host, session.sessionId)).toMatchObject({
        consistent: true,
        mongo: { players: 3, answers: 3 },
      });
    });

    it('has told no player any answer in all of these games', () => {
      expect(players.length).toBeGreaterThan(20);
      for (const player of players) {
        for (const { name, payload } of player.received) expect([name, ...leaks(payload)]).toEqual([name]);
        const everything = JSON.stringify(player.received);
        for (const secret of [EXPLANATION, ACCEPTED, 'Straße', String(NUMBER)])
          expect(everything).not.toContain(secret);
      }
      const order = players
        .flatMap((player) => player.payloads<Opened>('ack of question'))
        .find(({ question }) => question?.id === 'order')!;
      expect(order.question.choices!.map(({ id }) => id).toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
    });
  });
