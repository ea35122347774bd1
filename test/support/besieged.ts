import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Question } from '../../src/contracts/quiz.js';
import type { SessionCreated } from '../../src/contracts/rest.js';
import type { SessionState } from '../../src/contracts/session.js';
import { readAudit } from './audit.js';
import { Host } from './host.js';
import { type Client, Player, type Transport } from './player.js';
import { type Podium, startPodium } from './podium.js';
import { choices, singles } from './questions.js';
import { until } from './until.js';

const base = (id: string) => ({ id, text: `${id}?`, timeLimitMs: 240_000, weight: 1 as const });

/** At least one question of every type. */
export const QUESTIONS: Question[] = [
  ...singles(2),
  { ...base('multi'), type: 'multiple', choices: choices('a', 'b', 'c'), correct: ['a', 'b'] },
  { ...base('order'), type: 'order', choices: choices('o1', 'o2', 'o3'), correct: ['o3', 'o1', 'o2'] },
  { ...base('truth'), type: 'true-false', correct: true },
  { ...base('text'), type: 'text', accepted: ['yes'] },
  { ...base('number'), type: 'number', correct: 5, min: 0, max: 10 },
  { ...base('poll'), type: 'poll', choices: choices('x', 'y') },
];

/** The inputs that go over one socket, which can send 40 events at once. */
const BURST = 30;

/** A system under attack: the session must not change, a bystander must not notice anything, and no log may contain a secret. */
export class Besieged {
  host!: Host;
  /** A host with another session, who has no rights in this one. */
  stranger!: Host;
  session!: SessionCreated;
  other!: SessionCreated;
  /** The attacker, who has opened every question and answered `q1`. A player has one socket: a new one replaces the last. */
  mallory!: Player;
  /** A player on the first node, who must not notice anything. */
  ada!: Player;
  private bystander!: Player;
  private readonly clients: Client[] = [];
  private readonly secrets: string[] = [];
  private before?: object;
  private errorsSeen = 0;

  private constructor(readonly podium: Podium) {}

  static async start(engines: Record<string, string>): Promise<Besieged> {
    const podium = await startPodium({ engines, ws: 2, environment: { LOG_LEVEL: 'trace' } });
    const besieged = new Besieged(podium);
    await besieged.prepare();
    return besieged;
  }

  get url(): string {
    return this.podium.url;
  }

  get jwtSecret(): string {
    return this.podium.environment['JWT_SECRET']!;
  }

  /** Remembers a text that must never be in a log. */
  readonly secret = (text: string): string => {
    this.secrets.push(text);
    return text;
  };

  readonly nickname = (): string => this.secret(`nick-${randomBytes(5).toString('hex')}`);

  readonly v1 = (path: string): string => `${this.url}/v1/${path}`;

  async enter(to: SessionCreated, transport: Transport = 'websocket', url = this.url): Promise<Player> {
    const joined = await Player.join(this.url, to.sessionId, this.nickname());
    this.secret(joined.playerToken);
    return this.keep(await Player.enter(joined, { url, transport }));
  }

  /** A new socket of the attacker. */
  async another(transport: Transport = 'websocket', url = this.url): Promise<Player> {
    return this.keep(await Player.enter(this.mallory.joined, { url, transport }));
  }

  /** Closes the client at the end. */
  keep<C extends Client>(client: C): C {
    this.clients.push(client);
    return client;
  }

  /** Sends each input, over as many sockets as the budgets require. */
  async each<Input, Outcome>(
    inputs: Input[],
    send: (client: Player, input: Input) => Promise<Outcome>,
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let start = 0; start < inputs.length; start += BURST) {
      const client = await this.another();
      const some = inputs.slice(start, start + BURST);
      outcomes.push(...(await Promise.all(some.map((input) => send(client, input)))));
      client.close();
    }
    return outcomes;
  }

  /** Checks that nobody else noticed, nothing changed, no process logged a new error, and no log contains a secret. */
  async expectNoHarm(): Promise<void> {
    for (const player of [this.ada, this.bystander]) {
      assert(player.socket.connected, 'somebody else was disconnected');
      const state = (await player.sync()) as SessionState;
      assert.deepEqual([state.status, state.you?.answered], ['open', []]);
    }
    assert.deepEqual(await this.snapshot(), this.before);
    const log = await this.podium.logged();
    assert.deepEqual(
      this.secrets.filter((text) => log.includes(text)),
      [],
      'secrets in a log',
    );
    const errors = log.split('\n').filter((line) => /"level":(50|60)/.test(line));
    const fresh = errors.slice(this.errorsSeen);
    this.errorsSeen = errors.length;
    assert.deepEqual(fresh, [], 'errors in a log');
  }

  async stop(): Promise<void> {
    this.clients.forEach((client) => client.close());
    await this.podium.stop();
  }

  private async prepare(): Promise<void> {
    this.secret(this.jwtSecret);
    [this.host, this.stranger] = await Promise.all([Host.register(this.url), Host.register(this.url)]);
    for (const { password, tokens } of [this.host, this.stranger]) {
      [password, tokens.accessToken, tokens.refreshToken].forEach(this.secret);
    }
    this.session = await this.host.session(QUESTIONS);
    this.other = await this.stranger.session(singles(2, 'other'));
    [this.session.hostToken, this.other.hostToken].forEach(this.secret);
    this.ada = await this.enter(this.session, 'websocket', this.podium.ws[0]!.url);
    this.bystander = await this.enter(this.session, 'polling');
    this.mallory = await this.enter(this.session);
    for (let index = 0; index < QUESTIONS.length; index++) await this.mallory.open(index);
    await this.mallory.answer('q1', ['a']);
    await until(async () => (await readAudit(this.host, this.session.sessionId)).consistent, {
      what: 'rest',
      withinMs: 20_000,
    });
    this.before = await this.snapshot();
  }

  /** Everything that bad input could change. */
  private async snapshot(): Promise<object> {
    const { sessionId } = this.session;
    const { redis, mongo, differences } = await readAudit(this.host, sessionId);
    const { at: _at, version: _version, top, ...board } = await this.host.leaderboard(sessionId, 0, 100);
    const rows = top.map(({ moved: _moved, ...row }) => row);
    // The time and the token are new with each call.
    const { now: _now, hostToken: _token, ...state } = await this.host.state(sessionId);
    return { redis, mongo, differences, board, rows, state };
  }
}
