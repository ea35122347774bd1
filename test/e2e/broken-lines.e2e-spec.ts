import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Question } from '../../src/contracts/quiz.js';
import type { SessionCreated } from '../../src/contracts/rest.js';
import type { SessionState } from '../../src/contracts/session.js';
import { Host } from '../support/host.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

const long = (count: number): Question[] =>
  singles(count).map((question) => ({ ...question, timeLimitMs: 30_000 }));

/** Breaks the connection, as when a phone changes cells or a node drains; the client reconnects by itself. */
const blink = ({ socket }: Client) => socket.io.engine.close();

const each = (players: Player[], event: string, count = 1) =>
  until(() => players.every((player) => player.payloads(event).length >= count), {
    what: `${event} for everyone`,
    withinMs: 8_000,
  });

const allBack = async (players: Player[], breaking: () => unknown) => {
  const before = players.map((player) => player.payloads('session').length);
  await breaking();
  await until(
    () =>
      players.every(
        (player, place) => player.socket.connected && player.payloads('session').length > before[place]!,
      ),
    { what: 'everyone back', withinMs: 15_000 },
  );
};

const statusOf = async (player: Player) => ((await player.sync()) as SessionState).status;

const nodeOf = ({ socket }: Player) => socket.io.engine.id!.split('.')[0];

describe('a line that breaks in the middle of a question', () => {
  let podium: Podium;
  let host: Host;
  const clients: Client[] = [];

  beforeAll(async () => {
    podium = await startPodium({
      engines: inject('environment'),
      ws: 2,
      environment: { DRAIN_MS: '1000', SOCKET_EVENTS_PER_SECOND: '1000' },
    });
    host = await Host.register(podium.url);
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    await podium?.stop();
  });

  const seat = async ({ sessionId }: SessionCreated, count: number) => {
    const players = await Promise.all(
      Array.from({ length: count }, async () => {
        const joined = await Player.join(podium.url, sessionId);
        return Player.enter(joined, { url: podium.url, reconnection: true });
      }),
    );
    clients.push(...players);
    await each(players, 'session');
    return players;
  };

  /** A session whose first question is open; the first `answered` players have answered it. */
  const playing = async (count: number, answered: number, settings = {}) => {
    const session = await host.live(long(2), settings);
    const players = await seat(session, count);
    await host.command(session.sessionId, 'start');
    await each(players, 'question');
    for (const player of players.slice(0, answered)) {
      expect(await player.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    }
    return { session, players, thinking: players.slice(answered) };
  };

  it('takes it from nobody: not from those who come back, nor from the others', async () => {
    const { players, thinking } = await playing(4, 2);
    await allBack(thinking, () => thinking.forEach(blink));
    expect(await statusOf(players[0]!)).toBe('question');
    for (const player of thinking) expect(await player.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    // Now everyone has answered.
    await each(players, 'reveal');
  });

  it('takes it from nobody when all lines break at once, over and over', async () => {
    const { players, thinking } = await playing(10, 5);
    for (let storm = 0; storm < 3; storm++) {
      await allBack(players, () => players.forEach(blink));
      expect(await statusOf(players[0]!)).toBe('question');
    }
    for (const player of thinking) expect(await player.answer('q0', ['b'])).toEqual({ status: 'accepted' });
    await each(players, 'reveal');
  });

  it('takes it from nobody when the load balancer is restarted', async () => {
    const { players, thinking } = await playing(6, 5);
    await allBack(players, () => podium.haproxy.restart());
    expect(await statusOf(players[0]!)).toBe('question');
    expect(await thinking[0]!.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    await each(players, 'reveal');
  });

  it('takes it from nobody when the node that has them is told to end', async () => {
    const { players, thinking } = await playing(6, 5);
    const leaving = podium.ws.find(({ name }) => name === nodeOf(thinking[0]!))!;
    await allBack(
      players.filter((player) => nodeOf(player) === leaving.name),
      () => leaving.restart(),
    );
    expect(await statusOf(players[0]!)).toBe('question');
    expect(await thinking[0]!.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    await each(players, 'reveal');
  });

  it('waits for nobody who has left', async () => {
    const { players, thinking } = await playing(3, 2);
    thinking[0]!.close();
    await each(players.slice(0, 2), 'reveal');
    expect(await statusOf(players[0]!)).toBe('reveal');
  });

  it('goes on until its time or the host when it does not close early', async () => {
    const { session, players } = await playing(2, 2, { earlyClose: false });
    // Both connections break as well: every check of presence then finds that all players have answered.
    await allBack(players, () => players.forEach(blink));
    expect((await host.state(session.sessionId)).answered).toBe(2);
    expect(await statusOf(players[0]!)).toBe('question');
    await host.command(session.sessionId, 'close');
    await each(players, 'reveal');
  });

  it('does not bring back a player whom the host sends away while the player connects', async () => {
    const session = await host.live(long(1));
    const [ada] = (await seat(session, 1)) as [Player];
    await host.command(session.sessionId, 'start');
    await each([ada], 'question');
    for (let round = 0; round < 12; round++) {
      const joined = await Player.join(podium.url, session.sessionId);
      const entering = Player.enter(joined, { url: podium.ws[round % 2]!.url }).catch(() => undefined);
      await host.command(session.sessionId, 'kick', joined.playerId);
      const entered = await entering;
      if (entered)
        await until(() => !entered.socket.connected, { what: 'end of the connection', withinMs: 4_000 });
    }
    expect(await ada.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    await each([ada], 'reveal');
  });
});
