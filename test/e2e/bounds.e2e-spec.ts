import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SessionCreated } from '../../src/contracts/rest.js';
import { keys } from '../../src/session/state/layout.js';
import { times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { scrape } from '../support/metrics.js';
import { Client, Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { RawWebSocket } from '../support/raw-web-socket.js';
import { call } from '../support/rest.js';
import { until } from '../support/until.js';

const SECOND = 1_000;
/** The number of rows in a page; with LONG_NAME each has one of the longest nicknames that are possible. */
const ROWS = 100;
const LONG_NAME = '\u{1F600}'.repeat(20);
const READERLESS = 6;
const CLASS = 10;
const MEBIBYTE = 2 ** 20;

let podium: Podium;
let redis: Redis;
let host: Host;
/** A session with many players, so that a page of its leaderboard is long. */
let crowded: SessionCreated;
/** A node with ordinary bounds, and one that serves as many events as it gets. */
let node: string;
let generous: string;

beforeAll(async () => {
  const engines = inject('environment');
  podium = await startPodium({
    engines,
    api: 2,
    ws: 2,
    environmentOf: (name): Record<string, string> =>
      name === 'ws-2' ? { SOCKET_EVENTS_PER_SECOND: '100000' } : {},
  });
  [node, generous] = podium.ws.map(({ url }) => url) as [string, string];
  redis = new Redis(engines['REDIS_URL']!);
  host = await Host.register(podium.url);
  crowded = await host.session(singles(60));
  await times(ROWS, (place) => Player.join(podium.url, crowded.sessionId, `${LONG_NAME}${place}`));
});
afterAll(async () => {
  redis?.disconnect();
  await podium?.stop();
});

const enter = async ({ sessionId }: SessionCreated, url = node) => {
  const joined = await Player.join(podium.url, sessionId);
  return { joined, raw: await RawWebSocket.enter(url, joined.playerToken) };
};
const ended = (raw: RawWebSocket, withinMs: number) =>
  until(() => raw.closed, { what: 'end of the connection', withinMs });
const page = (id: number) => `42${id}["leaderboard",{"limit":${ROWS}}]`;

describe.concurrent('one connection', () => {
  it(
    'whose client never reads is served no more, ends after ten seconds, and costs others nothing',
    async () => {
      const pupils = await times(CLASS, async () =>
        Player.enter(await Player.join(podium.url, crowded.sessionId), { url: generous }),
      );
      const readerless = await times(READERLESS, () => enter(crowded, generous));
      const before = await scrape(generous);
      const startedAt = Date.now();
      readerless.forEach(({ raw }) => raw.stopReading());
      let asked = 0;
      const asking = setInterval(() => {
        for (const { raw } of readerless) for (let more = 0; more < 3; more++) raw.send(page(asked++));
      }, 50);
      // A class plays at the same time: each answer is acknowledged, and soon.
      const waits: number[] = [];
      let question = 0;
      const playing = until(
        async () => {
          const index = question++ % 60;
          await Promise.all(
            pupils.map(async (pupil) => {
              await pupil.open(index);
              const sentAt = performance.now();
              await pupil.answer(`q${index}`, ['a']);
              waits.push(performance.now() - sentAt);
            }),
          );
          return readerless.every(({ raw }) => raw.closed);
        },
        { what: 'end of the connections that are not read', withinMs: 40 * SECOND, everyMs: 200 },
      );
      await playing.finally(() => clearInterval(asking));
      expect(Date.now() - startedAt).toBeGreaterThan(9 * SECOND);
      const after = await scrape(generous);
      const grown =
        after.get('process_resident_memory_bytes')! - before.get('process_resident_memory_bytes')!;
      expect(grown).toBeLessThan(80 * MEBIBYTE);
      expect(Math.max(...waits)).toBeLessThan(2 * SECOND);
      expect(pupils.map(({ socket }) => socket.connected)).not.toContain(false);
      expect(after.get('podium_ended_connections_total{reason="unread"}')).toBe(READERLESS);
      pupils.forEach((pupil) => pupil.close());
    },
    90 * SECOND,
  );

  it('is charged for what its events cause to be sent', async () => {
    const { raw } = await enter(crowded);
    for (let id = 100; id < 112; id++) {
      raw.send(page(id));
      await raw.hears(`43${id}[`);
    }
    raw.send('42200["standing",{}]');
    await raw.hears('43200[');
    expect(raw.heard).toContain('43200[{"status":"busy"}]');
    await until(
      () => {
        raw.send('42201["standing",{}]');
        return raw.heard.includes('43201[{"standing"');
      },
      { what: 'answer that is not busy', withinMs: 5 * SECOND, everyMs: 200 },
    );
    raw.close();
  });

  const FLOODS: [string, (raw: RawWebSocket) => void][] = [
    ['events that nobody knows', (raw) => raw.send('42["nonsense",{}]')],
    ['acknowledgements', (raw) => raw.send('430[{}]')],
    ['heartbeats', (raw) => raw.send('3')],
    ['empty packets', (raw) => raw.send('6')],
    ['pings of WebSocket', (raw) => raw.ping()],
  ];
  it.each(FLOODS)('that is flooded with %s ends', async (_what, send) => {
    const { raw } = await enter(crowded);
    for (let times = 0; times < 300; times++) send(raw);
    await ended(raw, 5 * SECOND);
    expect(raw.closed).toBe(true);
  });

  it('that asks for another namespace ends', async () => {
    const { raw } = await enter(crowded);
    raw.send('40/other,');
    await ended(raw, 5 * SECOND);
    expect(raw.heard).not.toContain('Invalid namespace');
  });

  it('that does not ask to be let in ends after five seconds', async () => {
    const [silent, refused] = [await RawWebSocket.open(node), await RawWebSocket.open(node)];
    refused.send('40{"token":"nonsense"}');
    await ended(silent, 8 * SECOND);
    await ended(refused, 16 * SECOND);
    expect(refused.heard).toContain('TOKEN_INVALID');
  }, 30_000);
});

describe('a node', () => {
  it('lets one token connect so often, closes what is too much, and lets it in again later', async () => {
    const { playerToken } = await Player.join(podium.url, crowded.sessionId);
    const enterOnce = async () => {
      const raw = await RawWebSocket.open(node);
      raw.send(`40${JSON.stringify({ token: playerToken })}`);
      await until(() => raw.closed || raw.heard.includes('40{"sid"') || raw.heard.includes('44{'), {
        what: 'answer to a handshake',
        withinMs: 5 * SECOND,
        everyMs: 2,
      });
      raw.close();
      return raw.heard.includes('40{"sid"') ? 'in' : raw.heard.includes('44{') ? 'refused' : 'closed';
    };
    const outcomes = await times(150, enterOnce);
    const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
    expect(count('refused')).toBe(0);
    expect(count('in')).toBeGreaterThanOrEqual(90);
    expect(count('closed')).toBeGreaterThanOrEqual(30);
    await until(async () => (await enterOnce()) === 'in', {
      what: 'admission',
      withinMs: 5 * SECOND,
      everyMs: 500,
    });
  });

  it('has at most twenty sockets of one host', async () => {
    const session = await host.session(singles(1));
    const raws = await times(20, () => RawWebSocket.enter(node, session.hostToken));
    const one = await RawWebSocket.enter(node, session.hostToken);
    await ended(one, 5 * SECOND);
    expect(raws.map(({ closed }) => closed)).not.toContain(true);
    raws[0]!.close();
    await until(
      async () => {
        const next = await RawWebSocket.enter(node, session.hostToken);
        next.send('421["sync",{}]');
        await until(() => next.closed || next.heard.includes('431[{'), {
          what: 'answer',
          withinMs: 5 * SECOND,
        });
        return !next.closed;
      },
      { what: 'room for another', withinMs: 5 * SECOND },
    );
    raws.forEach((raw) => raw.close());
  });

  it('lives on when what a store says of one player can’t be read', async () => {
    const session = await host.session(singles(2));
    const [ada, bob] = await times(2, async () =>
      Player.enter(await Player.join(podium.url, session.sessionId), { url: node }),
    );
    await Promise.all([ada!.open(0), bob!.open(0)]);
    expect(await ada!.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    await redis.hset(keys.answers(session.sessionId, 'q0'), ada!.id, 'nonsense');
    const [broken, whole] = await Promise.all([ada!.answer('q0', ['a']), bob!.answer('q0', ['a'])]);
    expect([broken.status, whole.status]).toEqual(['duplicate', 'accepted']);
    expect(await bob!.sync()).toMatchObject({ you: { answered: ['q0'] } });
    ada!.close();
    bob!.close();
  });

  it('lives on when a message of Redis is not what it should be', async () => {
    const session = await host.session(singles(2));
    const player = await Player.enter(await Player.join(podium.url, session.sessionId), { url: node });
    const hostSocket = await Client.connect(session.hostToken, { url: node });
    for (const channel of [keys.leaderboardChannel, keys.playersChannel, keys.changedChannel]) {
      await redis.spublish(channel(session.sessionId), 'nonsense');
      await redis.spublish(channel(session.sessionId), 'null');
    }
    await player.open(0);
    expect(await player.answer('q0', ['a'])).toMatchObject({ status: 'accepted' });
    await until(() => player.boards.some(({ answers }) => answers === 1), {
      what: 'board',
      withinMs: 5 * SECOND,
    });
    expect((await scrape(node)).get('podium_handler_failures_total{where="channel"}')).toBeGreaterThan(0);
    hostSocket.close();
    player.close();
  });
});

const lookUp = (pin: string, from: string, place = 0) =>
  call('GET', `${podium.api[place % 2]!.url}/v1/pins/${pin}`, { headers: { 'x-forwarded-for': from } });

describe('an api node', () => {
  it('looks up no more PINs than may miss, however many are guessed at once', async () => {
    const unused = crowded.pin === '000000' ? '000001' : '000000';
    // Half of the guesses are right.
    const pinOf = (place: number) => (place % 4 < 2 ? unused : crowded.pin);
    const guesses = Array.from({ length: 300 }, (_, place) => lookUp(pinOf(place), '192.0.2.7', place));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(20);
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(40);
  });

  it('takes the addresses of one IPv6 network for one', async () => {
    const unused = crowded.pin === '000000' ? '000001' : '000000';
    for (let miss = 1; miss <= 20; miss++) {
      expect((await lookUp(unused, `2001:db8:0:5::${miss.toString(16)}`)).status).toBe(404);
    }
    expect((await lookUp(unused, '2001:db8:0:5:ffff::1')).status).toBe(429);
    expect((await lookUp(unused, '2001:db8:0:6::1')).status).toBe(404);
  });

  it('answers a school that looks up a PIN in the same second, from one address', async () => {
    const lookUps = Array.from({ length: 500 }, (_, place) => lookUp(crowded.pin, '192.0.2.8', place));
    const statuses = (await Promise.all(lookUps)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('audits one session of a host at a time, lets some wait, and refuses the rest', async () => {
    const audits = Array.from({ length: 30 }, () =>
      call('GET', `${podium.api[0]!.url}/v1/sessions/${crowded.sessionId}/audit`, { token: host.token }),
    );
    const answers = await Promise.all(audits);
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
    expect(refused).toHaveLength(19);
    for (const { headers, body } of refused) {
      expect([headers.get('retry-after'), body.code]).toEqual(['1', 'BUSY']);
    }
    expect((await scrape(podium.api[0]!.url)).get('podium_lane_refused_total{lane="audits"}')).toBe(19);
  });
});
