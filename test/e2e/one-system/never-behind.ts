import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GameClient } from '../../../src/client/index.js';
import { LIMITS } from '../../../src/contracts/limits.js';
import type { SessionStatus } from '../../../src/contracts/session.js';
import { Host } from '../../support/host.js';
import { LostSession } from '../../support/lost-session.js';
import { type Client, Player } from '../../support/player.js';
import type { Podium } from '../../support/podium.js';
import { singles } from '../../support/questions.js';
import { until } from '../../support/until.js';

const hasStatus = (client: GameClient, status: SessionStatus) =>
  until(() => client.get().session?.status === status, {
    what: () => `${status} (but ${client.get().session?.status})`,
    withinMs: 15_000,
  });

const answersAt = (client: Client) => client.boards.at(-1)?.answers;

export const neverBehind = (system: () => Podium) =>
  describe('what members have of a session', () => {
    let podium: Podium;
    let host: Host;
    let lost: LostSession;
    const clients: (Client | GameClient)[] = [];

    beforeAll(async () => {
      podium = system();
      host = await Host.register(podium.url);
      lost = new LostSession(podium.environment['REDIS_URL']!);
    });
    afterAll(async () => {
      clients.forEach((client) => client.close());
      lost?.close();
    });

    const enter = async (sessionId: string, node = 0) => {
      const player = await Player.enter(await Player.join(podium.url, sessionId), {
        url: podium.ws[node]!.url,
      });
      clients.push(player);
      return player;
    };
    const follow = (token: string) => {
      const client = new GameClient({ token, url: podium.url, transports: ['websocket'] });
      clients.push(client);
      return client;
    };
    /** Cuts every connection over which nodes receive the changes of sessions. */
    const cutSubscribers = async () => {
      const list = (await lost.redis.call('client', 'list', 'type', 'pubsub')) as string;
      const ids = [...list.matchAll(/^id=(\d+) /gm)].map(([, id]) => id!);
      for (const id of ids) await lost.redis.call('client', 'kill', 'id', id).catch(() => undefined);
      return ids.length;
    };

    it('is the last board, although no node could hear of it', async () => {
      const { sessionId } = await host.session(singles(3));
      const [ada, bob] = [await enter(sessionId, 0), await enter(sessionId, 1)];
      for (const index of [0, 1, 2]) await ada.open(index);
      for (const [index, question] of ['q0', 'q1', 'q2'].entries()) {
        // The window is free: the answer is published at once, while no node is subscribed.
        await until(() => Date.now() > (ada.boards.at(-1)?.at ?? 0) + 2 * LIMITS.leaderboardWindowMs, {
          what: 'free window',
          withinMs: 3_000,
        });
        expect(await cutSubscribers()).toBeGreaterThan(0);
        expect(await ada.answer(question, ['a'])).toMatchObject({ status: 'accepted' });
        await until(() => answersAt(ada) === index + 1 && answersAt(bob) === index + 1, {
          what: () => `board of ${index + 1} answers, but ${answersAt(ada)} and ${answersAt(bob)}`,
          withinMs: 6_000,
        });
      }
    });

    it('is the last board for a player who comes by a new line', async () => {
      const { sessionId } = await host.session(singles(1));
      const ada = await enter(sessionId);
      await ada.open(0);
      await ada.answer('q0', ['a']);
      await until(() => ada.boards.at(-1)?.answers === 1, { what: 'board', withinMs: 4_000 });
      for (const { url } of podium.ws) {
        const again = await Player.enter(ada.joined, { url });
        clients.push(again);
        await until(() => answersAt(again) === 1, { what: 'board of before', withinMs: 4_000 });
        expect(again.boards.at(-1)!.top).toMatchObject([{ playerId: ada.id, answered: 1 }]);
      }
    });

    it('is what the session has become after Redis lost its last transitions', async () => {
      const session = await host.live(singles(3));
      const joined = await Player.join(podium.url, session.sessionId);
      const [stage, player] = [follow(session.hostToken), follow(joined.playerToken)];
      await Promise.all([hasStatus(stage, 'lobby'), hasStatus(player, 'lobby')]);
      await lost.swept(session.sessionId);
      await until(async () => (await host.report(session.sessionId)).players.length === 1, {
        what: 'the join in MongoDB',
        withinMs: 10_000,
      });
      expect(await stage.command('start')).toMatchObject({ status: 'ok' });
      await hasStatus(player, 'question');
      const before = player.get().session!.rev;
      await lost.drop(session.sessionId);
      // MongoDB knows only the state before the start.
      await Promise.all([hasStatus(stage, 'lobby'), hasStatus(player, 'lobby')]);
      expect(player.get().session!.rev).toBeGreaterThan(before);
      expect(await stage.command('start')).toMatchObject({ status: 'ok' });
      await hasStatus(player, 'question');
      expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    });

    it('is what a failover has left, with a board that is newer than the one it has undone', async () => {
      const session = await host.live(singles(3));
      const joined = await Player.join(podium.url, session.sessionId);
      const [stage, player] = [follow(session.hostToken), follow(joined.playerToken)];
      await Promise.all([hasStatus(stage, 'lobby'), hasStatus(player, 'lobby')]);
      const failOver = await lost.remember(session.sessionId);
      await stage.command('start');
      await hasStatus(player, 'question');
      expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
      await hasStatus(player, 'reveal');
      await until(() => player.get().board!.top[0]!.score > 0, {
        what: 'board with points',
        withinMs: 4_000,
      });
      const { session: told, board } = player.get();
      await failOver();
      await Promise.all([hasStatus(stage, 'lobby'), hasStatus(player, 'lobby')]);
      expect(player.get().session!.rev).toBeGreaterThan(told!.rev);
      await until(() => player.get().board?.top[0]?.score === 0, {
        what: 'board without points',
        withinMs: 6_000,
      });
      expect(player.get().board!.version).toBeGreaterThan(board!.version);
    });

    it('is a board at most a window late when the clock of Redis was set back', async () => {
      const { sessionId } = await host.session(singles(1));
      const ada = await enter(sessionId);
      await ada.open(0);
      await lost.redis.hset(lost.key(sessionId, 'session'), 'tickAt', Date.now() + 20_000);
      expect(await ada.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
      await until(() => ada.boards.at(-1)?.answers === 1, { what: 'board', withinMs: 4_000 });
    });
  });
