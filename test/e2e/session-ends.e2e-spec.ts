import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Joined } from '../../src/contracts/rest.js';
import type { SessionState } from '../../src/contracts/session.js';
import type { AnswerResult, RevealEvent } from '../../src/contracts/socket-events.js';
import { readAudit } from '../support/audit.js';
import { Host } from '../support/host.js';
import { LostSession } from '../support/lost-session.js';
import { sumOf } from '../support/metrics.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

/** A system of the suite's own, with the helpers that its tests need. */
class Ends {
  podium!: Podium;
  host!: Host;
  store!: LostSession;
  private readonly clients: Client[] = [];

  async start(environment: Record<string, string> = {}): Promise<void> {
    this.podium = await startPodium({ engines: inject('environment'), environment });
    this.host = await Host.register(this.podium.url);
    this.store = new LostSession(this.podium.environment['REDIS_URL']!);
  }

  async stop(): Promise<void> {
    this.clients.forEach((client) => client.close());
    this.store?.close();
    await this.podium?.stop();
  }

  async enter(sessionId: string): Promise<Player> {
    return this.again(await Player.join(this.podium.url, sessionId));
  }

  async again(joined: Joined): Promise<Player> {
    const player = await Player.enter(joined, { url: this.podium.url });
    this.clients.push(player);
    return player;
  }

  field(sessionId: string, name: string): Promise<string | null> {
    return this.store.redis.hget(this.store.key(sessionId, 'session'), name);
  }

  async ttls(sessionId: string): Promise<(readonly [name: string, seconds: number])[]> {
    const names = await this.store.redis.keys(this.store.key(sessionId, '*'));
    return Promise.all(names.map(async (name) => [name, await this.store.redis.ttl(name)] as const));
  }
}

describe.concurrent('a session that nobody touches', () => {
  const ends = new Ends();
  /** 3.6 s is the shortest time that can be configured. */
  beforeAll(() => ends.start({ SESSION_IDLE_HOURS: '0.001' }));
  afterAll(() => ends.stop());

  it('ends as by its host, and lets go of all that it was', async () => {
    const abandoned = await ends.host.live(singles(1));
    const { sessionId } = abandoned;
    // The set of active sessions has lost it as well; the join adds it again.
    await ends.store.redis.zrem('podium:sessions:active', sessionId);
    const ada = await Player.join(ends.podium.url, sessionId);
    await until(async () => (await ends.host.state(sessionId)).status === 'ended', {
      what: 'end',
      withinMs: 60_000,
      everyMs: 500,
    });
    expect(await ends.host.report(sessionId)).toMatchObject({ players: [{ playerId: ada.playerId }] });
    await until(async () => (await ends.ttls(sessionId)).every(([, ttl]) => ttl > 0), {
      what: 'TTL on every key',
      withinMs: 40_000,
      everyMs: 500,
    });
    expect(await ends.store.redis.ttl(`podium:pin:${abandoned.pin}`)).toBeGreaterThan(0);
    // A connection to the ended session must leave no key without a TTL.
    const late = await ends.again(ada);
    await until(() => late.payloads('ended').length > 0, { what: 'end', withinMs: 5_000 });
    // This waits for enough rounds of the node's patrol, in which such a key would be written.
    const ticks = () => sumOf(ends.podium.ws, 'podium_leaderboard_ticks_total{outcome="unchanged"}');
    const before = await ticks();
    await until(async () => (await ticks()) > before + 2, { what: 'two patrols', withinMs: 10_000 });
    late.close();
    expect((await ends.ttls(sessionId)).filter(([, ttl]) => ttl < 0)).toEqual([]);
  });
});

describe.concurrent('what is in a session that nobody expected', () => {
  const ends = new Ends();
  beforeAll(() => ends.start());
  afterAll(() => ends.stop());

  it('opens no question by itself after a pause that came when the time of one was over', async () => {
    const { sessionId } = await ends.host.live(singles(3).map((one) => ({ ...one, timeLimitMs: 5_000 })));
    const { closesAt } = await ends.host.command(sessionId, 'start');
    // No node has sockets of the session, so none closes the question.
    await until(() => Date.now() > closesAt! + 400, { what: 'end of the question', withinMs: 8_000 });
    expect(await ends.host.command(sessionId, 'pause')).toMatchObject({ status: 'paused' });
    expect(await ends.field(sessionId, 'remaining')).toBe('-1');
    const ada = await ends.enter(sessionId);
    expect(await ends.host.command(sessionId, 'resume')).toMatchObject({ status: 'reveal', index: 0 });
    await until(() => ada.payloads<SessionState>('session').at(-1)?.status === 'reveal', {
      what: 'reveal',
      withinMs: 3_000,
    });
    expect(await ends.field(sessionId, 'dueAt')).toBe('');
  });

  it('takes an answer before the time of its question, by a clock that was set back, for one at once', async () => {
    const { sessionId } = await ends.host.live(singles(2));
    const [ada, bob] = [await ends.enter(sessionId), await ends.enter(sessionId)];
    await bob.snapshot();
    await ends.host.command(sessionId, 'start');
    await until(() => bob.payloads('question').length > 0, { what: 'question', withinMs: 5_000 });
    const ahead = Date.now() + 5_000;
    await ends.store.redis.hset(ends.store.key(sessionId, 'session'), {
      openedAt: ahead,
      closesAt: ahead + 60_000,
    });
    for (const player of [ada, bob]) {
      expect(await player.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    }
    for (const player of [ada, bob]) {
      await until(() => player.payloads('result').length > 0, { what: 'result', withinMs: 5_000 });
      expect(player.payloads<AnswerResult>('result')[0]).toMatchObject({ points: 1000 });
      expect(await player.answer('q0', ['a'])).toEqual({ status: 'duplicate' });
    }
    await until(async () => (await readAudit(ends.host, sessionId)).consistent, {
      what: 'both answers in MongoDB',
      withinMs: 15_000,
    });
  });

  it('says again what an answer gave that came before the time of its question', async () => {
    const { sessionId } = await ends.host.session(singles(2));
    const ada = await ends.enter(sessionId);
    await ada.open(0);
    await ends.store.redis.hset(ends.store.key(sessionId, 'clock'), `${ada.id}:q0`, Date.now() + 5_000);
    const first = await ada.answer('q0', ['a']);
    expect(first).toMatchObject({ status: 'accepted', points: 1000 });
    expect(await ada.answer('q0', ['a'])).toEqual({ ...first, status: 'duplicate' });
    expect(ada.socket.connected).toBe(true);
  });

  it('reveals and lets in although a record can’t be read, which is that player’s trouble alone', async () => {
    const { sessionId } = await ends.host.live(singles(2));
    const [ada, bob] = [await ends.enter(sessionId), await ends.enter(sessionId)];
    await bob.snapshot();
    await ends.host.command(sessionId, 'start');
    await until(() => bob.payloads('question').length > 0, { what: 'question', withinMs: 5_000 });
    expect(await ada.answer('q0', ['a'])).toEqual({ status: 'accepted' });
    await ends.store.redis.hset(ends.store.key(sessionId, 'answers:q0'), ada.id, 'nonsense');
    expect(await ada.answer('q0', ['a'])).toEqual({ status: 'duplicate' });
    expect(await bob.answer('q0', ['b'])).toEqual({ status: 'accepted' });
    for (const player of [ada, bob]) {
      await until(() => player.payloads('result').length > 0, { what: 'result', withinMs: 5_000 });
    }
    expect(bob.payloads<RevealEvent>('reveal')[0]).toMatchObject({ distribution: { a: 0, b: 1 } });
    const again = await ends.again(ada.joined);
    await until(() => again.payloads('reveal').length > 0, { what: 'reveal', withinMs: 5_000 });
    const { differences } = await readAudit(ends.host, sessionId);
    expect(differences.map(({ kind, playerId }) => [kind, playerId])).toContainEqual([
      'unreadable-record',
      ada.id,
    ]);
  });
});
