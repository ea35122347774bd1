import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Joined } from '../../../src/contracts/rest.js';
import type { SessionState } from '../../../src/contracts/session.js';
import type { AnswerAck } from '../../../src/contracts/socket-events.js';
import { auditSettled } from '../../support/audit.js';
import { Host } from '../../support/host.js';
import { Player } from '../../support/player.js';
import type { Podium } from '../../support/podium.js';
import { singles } from '../../support/questions.js';
import { until } from '../../support/until.js';

/** Answers that each of the two sockets sends at once; with the opening of the question they fit into the burst of 40. */
const EACH = 25;

const byStatus = (acks: AnswerAck[], status: AnswerAck['status']) =>
  acks.filter((ack) => ack.status === status);

export const answersAtOnce = (system: () => Podium) =>
  describe('an answer sent many times at once', () => {
    let podium: Podium;
    let host: Host;
    const players: Player[] = [];

    beforeAll(async () => {
      podium = system();
      host = await Host.register(podium.url);
    });
    afterAll(async () => {
      players.forEach((player) => player.close());
    });

    const session = async () => {
      const { sessionId } = await host.session(singles(4), { scoring: { timeWeight: 1 } });
      return { sessionId, joined: await Player.join(podium.url, sessionId) };
    };

    /** Opens a socket of the player at a node; an older socket of the same player closes soon after. */
    const enter = async (joined: Joined, node: number) => {
      const player = await Player.enter(joined, { url: podium.ws[node % podium.ws.length]!.url });
      players.push(player);
      return player;
    };

    it('counts once, and every copy is told the first one’s points', async () => {
      const { sessionId, joined } = await session();
      const first = await enter(joined, 0);
      await first.open(0);
      const sockets = [first, await enter(joined, 1)];
      const acks = await Promise.all(
        sockets.flatMap((socket) => Array.from({ length: EACH }, () => socket.answer('q0', ['a']))),
      );
      const [accepted, ...others] = byStatus(acks, 'accepted');
      expect(others).toEqual([]);
      const duplicates = byStatus(acks, 'duplicate');
      expect(duplicates).toHaveLength(2 * EACH - 1);
      for (const duplicate of duplicates) expect(duplicate).toEqual({ ...accepted, status: 'duplicate' });
      const points = (accepted as { points: number }).points;
      expect(points).toBeGreaterThan(0);
      const once = { players: 1, answers: 1, points };
      expect(await auditSettled(host, sessionId)).toMatchObject({
        redis: once,
        mongo: once,
        consistent: true,
      });
    });

    it('lets one of two different values count, the same one everywhere', async () => {
      const { sessionId, joined } = await session();
      let one = await enter(joined, 0);
      let points = 0;
      for (let index = 0; index < 4; index++) {
        await one.open(index);
        const other = await enter(joined, index + 1);
        const acks = await Promise.all([one.answer(`q${index}`, ['a']), other.answer(`q${index}`, ['b'])]);
        expect(acks.map(({ status }) => status).toSorted()).toEqual(['accepted', 'duplicate']);
        const [first, second] = acks.toSorted((a) => (a.status === 'accepted' ? -1 : 1)) as [
          AnswerAck,
          AnswerAck,
        ];
        expect(second).toEqual({ ...first, status: 'duplicate' });
        points += (first as { points: number }).points;
        one = other;
      }
      const once = { players: 1, answers: 4, points };
      expect(await auditSettled(host, sessionId)).toMatchObject({
        redis: once,
        mongo: once,
        consistent: true,
      });
      expect((await host.leaderboard(sessionId)).top).toMatchObject([{ score: points, answered: 4 }]);
    });

    it('cuts the older socket of a player off, and says why', async () => {
      const { joined } = await session();
      const first = await enter(joined, 0);
      const second = await enter(joined, 1);
      await until(() => !first.socket.connected, { what: 'end of the older socket', withinMs: 3_000 });
      expect(first.payloads('kicked')).toEqual([{ reason: 'replaced' }]);
      expect((await second.sync()) as SessionState).toMatchObject({ status: 'open' });
    });

    it('seats one of many players who want the same nickname at once', async () => {
      const { sessionId } = await host.session(singles(1));
      const wanted = ['Ada', 'ADA', 'ada', ' Ada ', 'Ａｄａ'];
      const joins = await Promise.allSettled(
        Array.from({ length: 25 }, (_, index) =>
          Player.join(podium.url, sessionId, wanted[index % wanted.length]),
        ),
      );
      expect(joins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await auditSettled(host, sessionId)).toMatchObject({
        redis: { players: 1 },
        mongo: { players: 1 },
      });
    });
  });
