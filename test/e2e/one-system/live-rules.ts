import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '../../../src/contracts/quiz.js';
import type { SessionCreated } from '../../../src/contracts/rest.js';
import type { SessionState } from '../../../src/contracts/session.js';
import type { EndedEvent, PlayersEvent, QuestionEvent } from '../../../src/contracts/socket-events.js';
import { Host } from '../../support/host.js';
import { Client, Player } from '../../support/player.js';
import type { Podium } from '../../support/podium.js';
import { choices, singles } from '../../support/questions.js';
import type { RequestFailed } from '../../support/rest.js';
import { until } from '../../support/until.js';

const brief = (count: number): Question[] =>
  singles(count).map((question) => ({ ...question, timeLimitMs: 5_000 }));

const got = (client: Client, name: string, count = 1) =>
  until(() => client.payloads(name).length >= count, { what: `${name} ${count}`, withinMs: 8_000 });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: RequestFailed) => error.problem.code,
  );

export const rulesOfLive = (system: () => Podium) =>
  describe('the rules of a live session', () => {
    let podium: Podium;
    let host: Host;
    const clients: Client[] = [];

    beforeAll(async () => {
      podium = system();
      host = await Host.register(podium.url);
    });
    afterAll(async () => {
      clients.forEach((client) => client.close());
    });

    let turn = 0;
    const node = () => podium.ws[turn++ % podium.ws.length]!.url;
    const player = async ({ sessionId }: SessionCreated, nickname?: string) => {
      const one = await Player.enter(await Player.join(podium.url, sessionId, nickname), { url: node() });
      clients.push(one);
      await one.snapshot();
      return one;
    };
    const stage = async ({ hostToken }: SessionCreated) => {
      const one = await Client.connect(hostToken, { url: node() });
      clients.push(one);
      return one;
    };
    it('commands belong to the host of this session, in the order of the game', async () => {
      const session = await host.live(singles(1));
      const other = await host.live(singles(1));
      const [ada, hers, foreign] = [await player(session), await stage(session), await stage(other)];
      expect(await ada.send('host', { command: 'start' })).toEqual({ status: 'forbidden' });
      expect(await foreign.send('host', { command: 'start' })).toMatchObject({ status: 'ok' });
      expect((await hers.sync()) as SessionState).toMatchObject({ status: 'lobby' });
      for (const command of ['close', 'next', 'pause', 'resume']) {
        expect(await hers.send('host', { command })).toMatchObject({
          status: 'rejected',
          code: 'COMMAND_NOT_ALLOWED',
        });
      }
      const claims = JSON.parse(Buffer.from(session.hostToken.split('.')[1]!, 'base64url').toString()) as {
        sub: string;
      };
      for (const playerId of ['nobody', claims.sub, undefined]) {
        expect(await hers.send('host', { command: 'kick', ...(playerId && { playerId }) })).toMatchObject({
          status: 'rejected',
          code: 'PLAYER_UNKNOWN',
        });
      }
      const stranger = await Host.register(podium.url);
      expect(await codeOf(stranger.command(session.sessionId, 'start'))).toBe('SESSION_UNKNOWN');
      expect(await codeOf(host.command(session.sessionId, 'close'))).toBe('COMMAND_NOT_ALLOWED');
    });

    it('answers count in the time of their question only, by the server’s clock', async () => {
      const session = await host.live(brief(2));
      const [ada, bob] = [await player(session), await player(session)];
      expect(await ada.answer('q0', ['a'])).toEqual({ status: 'closed' });
      await host.command(session.sessionId, 'start');
      await got(ada, 'question');
      expect(await ada.answer('q0', true)).toMatchObject({ status: 'invalid' });
      expect(await ada.answer('q1', ['a'])).toEqual({ status: 'closed' });
      const { closesAt, openedAt } = ada.payloads<QuestionEvent>('question')[0]!;
      expect(closesAt - openedAt).toBe(5_000);
      // A client's own times change nothing, even when its clock is wrong.
      const skewed = { questionId: 'q0', value: ['a'], at: 0, openedAt: 0, elapsedMs: 0 };
      await until(() => Date.now() > openedAt + 2_000, { what: 'two seconds', withinMs: 3_000 });
      expect(await ada.send('answer', skewed)).toEqual({ status: 'accepted' });
      await got(ada, 'result');
      const { points } = ada.payloads<{ points: number }>('result')[0]!;
      expect(points).toBeGreaterThan(700);
      expect(points).toBeLessThan(810);
      expect(await bob.answer('q0', ['a'])).toEqual({ status: 'closed' });
      await host.command(session.sessionId, 'next');
      await got(bob, 'question', 2);
      expect(await bob.answer('q0', ['a'])).toEqual({ status: 'closed' });
    });

    it('runs by itself with autoAdvanceMs, no host anywhere', async () => {
      const session = await host.live(singles(3), { autoAdvanceMs: 500, showAnswersAfterEnd: true });
      const ada = await player(session);
      await host.command(session.sessionId, 'start');
      for (let question = 0; question < 3; question++) {
        await got(ada, 'question', question + 1);
        expect(await ada.answer(`q${question}`, ['a'])).toEqual({ status: 'accepted' });
      }
      await got(ada, 'ended');
      const { podium: winners, answers } = ada.payloads<EndedEvent>('ended')[0]!;
      expect(winners).toMatchObject([{ playerId: ada.id, rank: 1, correct: 3 }]);
      expect(answers).toMatchObject([{ questionId: 'q0', correct: ['a'] }, {}, {}]);
    });

    it('closes a question at the next contact when no node was there at its end', async () => {
      const session = await host.live(brief(1));
      const joined = await Player.join(podium.url, session.sessionId);
      const { closesAt } = await host.command(session.sessionId, 'start');
      await until(() => Date.now() > closesAt! + 400, { what: 'end of the question', withinMs: 8_000 });
      expect((await host.state(session.sessionId)).status).toBe('reveal');
      const late = await Player.enter(joined, { url: node() });
      clients.push(late);
      await got(late, 'reveal');
      expect(((await late.sync()) as SessionState).status).toBe('reveal');
    });

    it('waits for nobody whose socket went while it came', async () => {
      const session = await host.live(singles(1));
      const ada = await player(session);
      const joined = await Player.join(podium.url, session.sessionId);
      for (let tries = 0; tries < 30; tries++) (await Player.enter(joined, { url: node() })).close();
      await host.command(session.sessionId, 'start');
      await got(ada, 'question');
      expect(await ada.answer('q0', ['a'])).toEqual({ status: 'accepted' });
      await got(ada, 'reveal');
    });

    it('a kicked player is gone everywhere, its token refused, its nickname free', async () => {
      const session = await host.live(singles(1));
      const [ada, eve] = [await player(session, 'Ada'), await player(session, 'Eve')];
      await host.command(session.sessionId, 'kick', eve.id);
      await until(() => !eve.socket.connected, { what: 'end of the connection', withinMs: 3_000 });
      expect(eve.payloads('kicked')).toEqual([{ reason: 'kicked' }]);
      await expect(Client.connect(eve.joined.playerToken, { url: node() })).rejects.toMatchObject({
        data: { code: 'PLAYER_KICKED' },
      });
      await until(() => ada.payloads<PlayersEvent>('players').some(({ left }) => left.includes(eve.id)), {
        what: 'word of the kick',
        withinMs: 3_000,
      });
      expect((await host.leaderboard(session.sessionId)).top).toMatchObject([{ nickname: 'Ada' }]);
      expect(await codeOf(Player.join(podium.url, session.sessionId, 'ADA'))).toBe('NICKNAME_TAKEN');
      expect(await codeOf(Player.join(podium.url, session.sessionId, 'eve'))).toBe('ok');
    });

    it('lets in who may come in', async () => {
      const session = await host.live(singles(1), { lateJoin: false, maxPlayers: 2 });
      const join = () => codeOf(Player.join(podium.url, session.pin));
      expect(await join()).toBe('ok');
      await host.command(session.sessionId, 'lock');
      expect(await join()).toBe('SESSION_LOCKED');
      await host.command(session.sessionId, 'unlock');
      expect(await join()).toBe('ok');
      expect(await join()).toBe('SESSION_FULL');
      const closed = await host.live(singles(1), { lateJoin: false });
      await host.command(closed.sessionId, 'start');
      expect(await codeOf(Player.join(podium.url, closed.sessionId))).toBe('SESSION_LOCKED');
      await host.command(closed.sessionId, 'end');
      expect(await codeOf(Player.join(podium.url, closed.pin))).toBe('SESSION_ENDED');
    });

    it('shuffles for each player, the same way at every return', async () => {
      const many = Array.from({ length: 8 }, (_, index) => `c${index}`);
      const question: Question = {
        ...singles(1)[0]!,
        choices: choices(...many),
        correct: ['c0'],
      } as Question;
      const session = await host.live([question], { shuffleChoices: true });
      const players = [await player(session), await player(session), await player(session)];
      await host.command(session.sessionId, 'start');
      const orders = [];
      for (const one of players) {
        await got(one, 'question');
        const order = one.payloads<QuestionEvent>('question')[0]!.question.choices!.map(({ id }) => id);
        expect(order.toSorted()).toEqual(many);
        orders.push(order.join());
        const again = await Player.enter(one.joined, { url: node() });
        clients.push(again);
        await got(again, 'session');
        const [state] = again.payloads<SessionState>('session');
        expect(state!.question!.choices!.map(({ id }) => id)).toEqual(order);
      }
      expect(new Set(orders).size).toBeGreaterThan(1);
    });
  });
