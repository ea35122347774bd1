import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { AnswerValue } from '../../src/contracts/quiz.js';
import type { Joined } from '../../src/contracts/rest.js';
import type { Leaderboard } from '../../src/contracts/session.js';
import {
  SOCKET_PATH,
  type AnswerAck,
  type ClientToServerEvents,
  type HostAck,
  type LeaderboardAck,
  type QuestionAck,
  type ServerToClientEvents,
  type StandingAck,
  type SyncAck,
} from '../../src/contracts/socket-events.js';
import { ok } from './rest.js';
import { until, within } from './until.js';

export type Transport = 'websocket' | 'polling';
type ClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
/** Any acknowledgement that a server can send. */
export type AnyAck = AnswerAck | QuestionAck | LeaderboardAck | StandingAck | SyncAck | HostAck;

/** Something a client received; `name` is the event, or `ack of …`. */
export interface Received {
  name: string;
  payload: unknown;
  /** By this machine's clock. */
  at: number;
}

export interface ConnectOptions {
  /** The address of the load balancer, or of a ws node. */
  url: string;
  /** WebSocket by default. */
  transport?: Transport;
  /** Off by default, so that no test passes only because of a second try. */
  reconnection?: boolean;
}

const ACK_MS = 15_000;
const CONNECT_MS = 15_000;

/** Any member of a session with a socket: records everything that the server sends. */
export class Client {
  readonly received: Received[] = [];

  protected constructor(readonly socket: ClientSocket) {
    socket.onAny((name: string, payload: unknown) => this.record(name, payload));
    socket.on('disconnect', (reason) => this.record('disconnect', reason));
  }

  /** Resolves when connected; rejects with the `connect_error`, whose `data.code` gives the reason. */
  static async connect(token: unknown, options: ConnectOptions): Promise<Client> {
    const client = new Client(openSocket(token, options));
    await client.connected();
    return client;
  }

  get boards(): Leaderboard[] {
    return this.payloads<Leaderboard>('leaderboard');
  }

  payloads<Payload>(name: string): Payload[] {
    return this.received.filter((one) => one.name === name).map((one) => one.payload as Payload);
  }

  async connected(): Promise<void> {
    if (this.socket.connected) return;
    const outcome = new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    await within(outcome, CONNECT_MS, 'connection');
  }

  /** Waits for the whole state, which comes a moment after the connection: from then on the server sends all that happens. */
  async snapshot(): Promise<void> {
    await until(() => this.payloads('session').length > 0, {
      what: 'state',
      withinMs: CONNECT_MS,
      everyMs: 5,
    });
  }

  answer(questionId: string, value: AnswerValue): Promise<AnswerAck> {
    return this.send<AnswerAck>('answer', { questionId, value });
  }

  open(index: number): Promise<QuestionAck> {
    return this.send<QuestionAck>('question', { index });
  }

  leaderboard(page: { offset?: number; limit?: number } = {}): Promise<LeaderboardAck> {
    return this.send<LeaderboardAck>('leaderboard', page);
  }

  standing(): Promise<StandingAck> {
    return this.send<StandingAck>('standing', {});
  }

  sync(): Promise<SyncAck> {
    return this.send<SyncAck>('sync', {});
  }

  /** Sends any event with any payload, as an attacker would. */
  async send<Ack = AnyAck>(event: string, ...payload: unknown[]): Promise<Ack> {
    const ack = (await this.socket
      .timeout(ACK_MS)
      .emitWithAck(event as 'sync', ...(payload as [object]))) as Ack;
    this.record(`ack of ${event}`, ack);
    return ack;
  }

  close(): void {
    this.socket.disconnect();
  }

  private record(name: string, payload: unknown): void {
    this.received.push({ name, payload, at: Date.now() });
  }
}

/** A player, who joins over REST and then connects. */
export class Player extends Client {
  private constructor(
    socket: ClientSocket,
    readonly joined: Joined,
  ) {
    super(socket);
    this.received.push({ name: 'join', payload: joined, at: Date.now() });
  }

  get id(): string {
    return this.joined.playerId;
  }

  /** Takes a seat; `enter` connects it. */
  static join(url: string, sessionIdOrPin: string, nickname = randomNickname()): Promise<Joined> {
    return ok('POST', `${url}/v1/sessions/${sessionIdOrPin}/players`, { body: { nickname } });
  }

  /** Opens a socket of a joined player: the first one, or another one. */
  static async enter(joined: Joined, options: ConnectOptions): Promise<Player> {
    const player = new Player(openSocket(joined.playerToken, options), joined);
    await player.connected();
    return player;
  }
}

export const randomNickname = (): string => `p-${randomBytes(6).toString('hex')}`;

function openSocket(token: unknown, options: ConnectOptions): ClientSocket {
  const { url, transport = 'websocket', reconnection = false } = options;
  return io(url, {
    path: SOCKET_PATH,
    auth: token === undefined ? {} : { token },
    transports: [transport],
    reconnection,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    forceNew: true,
  });
}
