import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.js';
import type { SessionCreated } from '../../../src/contracts/rest.js';
import type { Leaderboard, Standing } from '../../../src/contracts/session.js';
import { auditSettled } from '../../support/audit.js';
import { Host } from '../../support/host.js';
import { Player } from '../../support/player.js';
import type { Podium } from '../../support/podium.js';
import { singles } from '../../support/questions.js';
import { until } from '../../support/until.js';

const PLAYERS = 200;
const POLLING = 40;
const QUESTIONS = 5;
/** Most time a player thinks about a question. */
const THINK_MS = 1_600;

/** Rows without `moved`, which depends on the previous snapshot; a page that is read later no longer has that. */
const rows = (board: Leaderboard) => board.top.map(({ moved: _moved, ...row }) => row);

/** Names the rows whose `moved` does not follow from the previous snapshot. */
function wrongMoves(before: Leaderboard, after: Leaderboard): string[] {
  const ranks = new Map(before.top.map(({ playerId, rank }) => [playerId, rank]));
  return after.top
    .filter(({ playerId, rank, moved }) => ranks.has(playerId) && moved !== ranks.get(playerId)! - rank)
    .map(({ nickname, moved }) => `${nickname} moved ${moved} in version ${after.version}`);
}

const isFinal = (board: Leaderboard | undefined) => board?.answers === PLAYERS * QUESTIONS;

const pairs = <T>(list: T[]): [T, T][] => list.slice(1).map((one, index) => [list[index]!, one]);

export const leaderboardOfMany = (system: () => Podium) =>
  describe('the leaderboard of 200 players on three nodes', () => {
    let podium: Podium;
    let host: Host;
    let session: SessionCreated;
    let players: Player[];
    let lastAckAt = 0;
    let startedAt = 0;

    /** Every fifth player uses long-polling. Half come through the load balancer, the others directly to a node. */
    const enter = async (place: number): Promise<Player> => {
      const url = place % 2 === 0 ? podium.url : podium.ws[place % 3]!.url;
      const transport = place % (PLAYERS / POLLING) === 0 ? 'polling' : 'websocket';
      return Player.enter(await Player.join(podium.url, session.sessionId), { url, transport });
    };

    const play = async (player: Player): Promise<void> => {
      for (let index = 0; index < QUESTIONS; index++) {
        await sleep(Math.random() * THINK_MS);
        await player.open(index);
        const ack = await player.answer(`q${index}`, [Math.random() < 0.6 ? 'a' : 'b']);
        if (ack.status !== 'accepted') throw new Error(`an answer was ${ack.status}`);
        lastAckAt = Date.now();
      }
    };

    beforeAll(async () => {
      podium = system();
      host = await Host.register(podium.url);
      session = await host.session(singles(QUESTIONS));
      players = await Promise.all(Array.from({ length: PLAYERS }, (_, place) => enter(place)));
      startedAt = Date.now();
      await Promise.all(players.map(play));
    });
    afterAll(async () => {
      players?.forEach((player) => player.close());
    });

    it('ends with everyone seeing what REST tells, within 3 s of the last answer', async () => {
      await until(() => players.every((player) => isFinal(player.boards.at(-1))), {
        what: () =>
          `final leaderboard at ${players.filter((one) => !isFinal(one.boards.at(-1))).length} players`,
        withinMs: 3_000,
      });
      expect(Date.now() - lastAckAt).toBeLessThan(3_000 + 500);
      const final = await host.leaderboard(session.sessionId);
      for (const player of players) {
        const last = player.boards.at(-1)!;
        expect(last).toMatchObject({ version: final.version, total: PLAYERS, answers: PLAYERS * QUESTIONS });
        expect(rows(last)).toEqual(rows(final));
      }
    });

    it('sends each player rising versions, at least 500 ms apart and at most two a second', () => {
      const ends = players.map(({ boards }) => boards.at(-1)!.at);
      const seconds = (Math.max(...ends) - startedAt) / 1_000;
      for (const { boards } of players) {
        expect(boards.length).toBeGreaterThan(1);
        for (const [before, after] of pairs(boards)) {
          expect(after.version).toBeGreaterThan(before.version);
          expect(after.at - before.at).toBeGreaterThanOrEqual(LIMITS.leaderboardWindowMs);
        }
        for (const { at } of boards) {
          expect(boards.filter((one) => one.at >= at && one.at < at + 1_000).length).toBeLessThanOrEqual(2);
        }
        expect(boards.filter(({ at }) => at >= startedAt).length).toBeLessThanOrEqual(2 * seconds + 1);
      }
    });

    it('sends the same snapshot to everyone, in total order, with moves since the one before', () => {
      const byVersion = new Map<number, Leaderboard>();
      for (const board of players.flatMap(({ boards }) => boards)) {
        const known = byVersion.get(board.version);
        if (!known) byVersion.set(board.version, board);
        expect(board).toEqual(known ?? board);
      }
      const boards = [...byVersion.values()].toSorted((a, b) => a.version - b.version);
      expect(boards.length).toBeGreaterThan(8);
      for (const { top, total } of boards) {
        // The first snapshot can be taken while players are still joining.
        expect(top).toHaveLength(Math.min(10, total));
        expect(top.map(({ rank }) => rank)).toEqual(top.map((_, index) => index + 1));
        expect(top.map(({ score }) => score)).toEqual(
          top.map(({ score }) => score).toSorted((a, b) => b - a),
        );
      }
      const consecutive = pairs(boards).filter(([before, after]) => after.version === before.version + 1);
      expect(consecutive.length).toBeGreaterThan(5);
      expect(consecutive.flatMap(([before, after]) => wrongMoves(before, after))).toEqual([]);
      // Some rows did move.
      expect(boards.some(({ top }) => top.some(({ moved }) => moved !== 0))).toBe(true);
    });

    it('lists every player once over all pages, and each where its standing says', async () => {
      const pages = await Promise.all(
        [0, 100].map((offset) => host.leaderboard(session.sessionId, offset, 100)),
      );
      const all: Standing[] = pages.flatMap(({ top }) => top);
      expect(all.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1));
      expect(new Set(all.map(({ playerId }) => playerId)).size).toBe(PLAYERS);
      for (const [before, after] of pairs(all)) expect(before.score).toBeGreaterThanOrEqual(after.score);
      for (const row of [all[0]!, all[99]!, all[100]!, all[199]!]) {
        const { standing, around } = await host.standing(session.sessionId, row.playerId, 3);
        expect(standing).toEqual(row);
        expect(around).toEqual(all.slice(Math.max(0, row.rank - 4), row.rank + 3));
      }
    });

    it('is what MongoDB holds', async () => {
      const audit = await auditSettled(host, session.sessionId);
      expect(audit).toMatchObject({ consistent: true, differences: [] });
      expect(audit.mongo).toMatchObject({ players: PLAYERS, answers: PLAYERS * QUESTIONS });
    });
  });
