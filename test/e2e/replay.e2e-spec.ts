import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { root } from '../../dev/roles.js';
import { TOPICS } from '../../src/contracts/kafka-events.js';
import type { ResultRecord } from '../../src/persistence/result-record.js';
import { keys } from '../../src/session/state/layout.js';
import { auditSettled } from '../support/audit.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { until } from '../support/until.js';

interface Played {
  sessionId: string;
  players: string[];
}
interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

let podium: Podium;
let host: Host;
let client: mongo.MongoClient;
let results: mongo.Collection<ResultRecord>;
let admin: Admin;
/** A time before the first session, since the log also has the sessions of other suites. */
let begun: string;
/** A time between the first session and the second one. */
let between: string;
let [first, second, running]: Played[] = [];
let original: ResultRecord[];
let offsets: unknown;

const replay = (...args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, ['dist/server/podium.js', 'replay', ...args], {
    cwd: root,
    env: { ...process.env, ...podium.environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );

/** Three players answer two questions each, one of them wrongly; the host kicks the third player. */
async function play(end: boolean): Promise<Played> {
  const { sessionId } = await host.session(singles(2));
  const players = [];
  for (const value of ['a', 'b', 'a']) {
    const player = await Player.enter(await Player.join(podium.url, sessionId), { url: podium.ws[0]!.url });
    for (const index of [0, 1]) {
      await player.open(index);
      expect(await player.answer(`q${index}`, [index ? value : 'a'])).toMatchObject({ status: 'accepted' });
    }
    player.close();
    players.push(player.id);
  }
  await host.command(sessionId, 'kick', players[2]);
  if (end) await host.command(sessionId, 'end');
  await auditSettled(host, sessionId);
  return { sessionId, players };
}

const of = (...played: Played[]) =>
  results
    .find({ sessionId: { $in: played.map(({ sessionId }) => sessionId) } })
    .sort({ _id: 1 })
    .toArray();
const among = (documents: ResultRecord[], { sessionId }: Played) =>
  documents.filter((document) => document.sessionId === sessionId);
const id = ({ sessionId, players }: Played, place: number) => `${sessionId}:${players[place]}`;

const committed = () => admin.fetchOffsets({ groupId: 'podium-worker', topics: Object.values(TOPICS) });
const groups = async () =>
  (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('podium-replay'));
const collections = () =>
  client
    .db()
    .listCollections({ name: /replay/ })
    .toArray();

async function damage(): Promise<void> {
  await results.deleteOne({ _id: id(first!, 0) });
  await results.updateOne({ _id: id(first!, 1) }, { $inc: { score: 7 } });
  await results.updateOne({ _id: id(second!, 0) }, { $unset: { 'answers.q1': 1 } });
  await results.updateOne({ _id: id(second!, 2) }, { $unset: { kicked: 1 } });
  const { sessionId } = second!;
  await results.insertOne({ _id: `${sessionId}:ghost`, sessionId, playerId: 'ghost', score: 1 });
  await results.updateOne({ _id: id(running!, 0) }, { $set: { score: 1 } });
}

beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment') });
  host = await Host.register(podium.url);
  client = await mongo.MongoClient.connect(podium.environment['MONGODB_URL']!);
  results = client.db().collection<ResultRecord>('results');
  const brokers = podium.environment['KAFKA_BROKERS']!.split(',');
  admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  begun = new Date().toISOString();
  first = await play(true);
  between = String(Date.now());
  [second, running] = await Promise.all([play(true), play(false)]);
  original = await of(first, second, running);
  offsets = await committed();
});
afterAll(async () => {
  await admin?.disconnect();
  await client?.close();
  await podium?.stop();
});

it('says that results are what the log makes of it', async () => {
  const { code, stdout, stderr } = await replay('--from', begun);
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toContain('compared 2 sessions, 6 documents: consistent');
  expect(stdout).toContain(`running: skipped: 1 session: ${running!.sessionId}`);
  expect(stderr).toMatch(/read (\d+) of \1 events, [\d,]+\/s/);
});

it('names what differs, and puts right only what it was asked', async () => {
  await damage();
  const found = await replay('--from', begun);
  expect(found.code).toBe(1);
  const line = (played: Played, place: number) =>
    found.stdout
      .split('\n')
      .filter((text) => text.includes(played.players[place]!))
      .join('\n');
  expect(line(first!, 0)).toContain('missing in results');
  expect(line(first!, 1)).toMatch(/score is \d+ in results, \d+ in the log/);
  expect(line(second!, 0)).toContain('answers.q1 is missing in results');
  expect(line(second!, 2)).toContain('kicked is missing in results, true in the log');
  expect(found.stdout).toContain('player ghost: not in the log');
  expect(found.stdout).not.toContain(running!.players[0]);

  const before = await of(second!, running!);
  const one = await replay('--session', first!.sessionId, '--apply');
  expect(one).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('put right: 1 session, 2 documents'),
  });
  expect(await of(first!)).toEqual(among(original, first!));
  expect(await of(second!, running!)).toEqual(before);
});

it('leaves alone what began before --from', async () => {
  await results.deleteOne({ _id: id(first!, 0) });
  const before = await of(first!, running!);
  const later = await replay('--from', between, '--apply');
  expect(later.code).toBe(0);
  expect(later.stdout).toMatch(/begun before --from: not compared: .*\n/);
  expect(later.stdout).toContain('put right: 1 session, 3 documents');
  expect(await of(second!)).toEqual(among(original, second!));
  expect(await of(first!, running!)).toEqual(before);
  expect((await replay('--from', between, '--session', first!.sessionId)).code).toBe(2);

  expect((await replay('--from', begun, '--apply')).code).toBe(0);
  expect(await of(first!, second!)).toEqual(original.filter((one) => one.sessionId !== running!.sessionId));
  expect(await of(running!)).toEqual(among(before, running!));
  const { stdout } = await replay('--from', begun, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ compared: { documents: 6 }, differences: { count: 0 } });
});

it('leaves alone what is still on its way to Kafka', async () => {
  const { sessionId } = first!;
  const redis = new Redis(podium.environment['REDIS_URL']!);
  await results.deleteOne({ _id: id(first!, 0) });
  // The entry has a time in the future, so that no sweeper sends it.
  const entry = await redis.xadd(keys.outbox(sessionId), `${Date.now() + 3_600_000}-0`, 'a', '{}');
  await redis.zadd(keys.activeSessions, Date.now(), sessionId);
  const arriving = await replay('--from', begun, '--apply');
  expect(arriving.code).toBe(0);
  expect(arriving.stdout).toContain(`on their way to Kafka: skipped: 1 session: ${sessionId}`);
  expect(await of(first!)).toHaveLength(2);

  await redis.xdel(keys.outbox(sessionId), entry!);
  redis.disconnect();
  expect((await replay('--from', begun, '--apply')).code).toBe(0);
  expect(await of(first!)).toEqual(among(original, first!));
});

it('can be interrupted', async () => {
  const child = spawn(process.execPath, ['dist/server/podium.js', 'replay'], {
    cwd: root,
    env: { ...process.env, ...podium.environment },
  });
  const exit = once(child, 'exit');
  await until(async () => (await groups()).length > 0, { what: 'group', withinMs: 20_000, everyMs: 20 });
  child.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
});

it('says what is wrong with what it was asked', async () => {
  for (const time of ['yesterday', '2026', '2026-02-30T00:00:00Z']) {
    const wrong = await replay('--from', time);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/--from .* expected `beginning`, an ISO 8601 time/);
  }
  expect(await replay('--from', '2999-01-01')).toMatchObject({ code: 2 });
  expect(await replay('--session', 'a b')).toMatchObject({ code: 2 });
  expect(await replay('--session', 'nowhere')).toMatchObject({ code: 2 });
  expect(await replay('--what')).toMatchObject({ code: 2, stderr: expect.stringContaining('--what') });
  expect((await replay('--help')).stdout).toContain('Exit codes');
});

it('leaves no trace of itself', async () => {
  expect(await committed()).toEqual(offsets);
  expect(await groups()).toEqual([]);
  expect(await collections()).toEqual([]);
});
