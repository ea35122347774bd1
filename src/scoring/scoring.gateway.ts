import { Logger } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Gauge } from 'prom-client';
import { Environment } from '../platform/config/environment.js';
import { EventBudget } from '../platform/sockets/event-budget.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionServer } from '../platform/sockets/session-socket.js';
import { tracedEvent } from '../platform/tracing/trace-event.js';
import { HostCommands } from '../session/host-commands.js';
import { LiveRooms } from '../session/live/live-rooms.js';
import { SessionStateReader } from '../session/session-state.reader.js';
import {
  type Admission,
  HandshakeError,
  type MemberSocket,
  SocketHandshake,
} from '../session/socket-handshake.js';
import { BUSY, FORBIDDEN } from './answer-ack.js';
import { AnswerHandler } from './answer-handler.js';
import { BoardHandler } from './board-handler.js';
import { gradedSession } from './graded-session.js';
import { QuestionHandler } from './question-handler.js';

/** A client that has waited this long for its handshake has begun anew. */
const HANDSHAKE_MS = 10_000;

const connections = new Gauge({
  name: 'podium_connections',
  help: 'Sockets of this node that have been admitted',
  labelNames: ['role'],
});
for (const role of ['player', 'host']) connections.set({ role }, 0);

type Ack = (reply: unknown) => void;
type Handle = (payload: unknown, ack: Ack) => void;

const noAck: Ack = () => undefined;
const forbidden: Handle = (_payload, ack) => ack(FORBIDDEN);

/**
 * The sockets of players and hosts. Thin: it says who may send what and hands over. Events are bound with a plain
 * `socket.on`, since `@SubscribeMessage` costs 5 µs a message (an answer as a whole costs about 50).
 */
@WebSocketGateway()
export class ScoringGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly logger = new Logger(ScoringGateway.name);

  constructor(
    private readonly env: Environment,
    private readonly rooms: Rooms,
    private readonly handshake: SocketHandshake,
    private readonly state: SessionStateReader,
    private readonly live: LiveRooms,
    private readonly answers: AnswerHandler,
    private readonly questions: QuestionHandler,
    private readonly boards: BoardHandler,
    private readonly commands: HostCommands,
  ) {}

  afterInit(server: SessionServer<Admission>): void {
    this.rooms.attach(server);
    server.use((socket, next) => {
      void this.admit(socket, next);
    });
  }

  async handleConnection(socket: MemberSocket): Promise<void> {
    connections.inc({ role: socket.data.member.role });
    this.listen(socket);
    await this.live.enter(socket).catch((error: Error) => {
      this.logger.warn(`a socket has to come again: ${error.message}`);
      socket.conn.close();
    });
  }

  async handleDisconnect(socket: MemberSocket): Promise<void> {
    connections.dec({ role: socket.data.member.role });
    await this.live.leave(socket).catch((error: Error) => this.failed(error, noAck));
  }

  private async admit(socket: MemberSocket, next: (error?: Error) => void): Promise<void> {
    const startedAt = performance.now();
    try {
      socket.data = await this.handshake.admit(socket);
      // After a standstill of this process the client is long gone, or back by another socket that this would replace.
      if (performance.now() - startedAt > HANDSHAKE_MS) throw new Error('the handshake took too long');
    } catch (error) {
      if (error instanceof HandshakeError) return next(error);
      // Redis is away. A refusal would be final for most clients; when the line breaks they try again.
      this.logger.warn(`a socket has to come again: ${(error as Error).message}`);
      socket.conn.close();
      return;
    }
    next();
  }

  private listen(socket: MemberSocket): void {
    const { member, session } = socket.data;
    const { sessionId } = session;
    const budget = new EventBudget(this.env.SOCKET_EVENTS_PER_SECOND);
    const on = (event: string, untraced: Handle) => {
      const handle = tracedEvent(event, sessionId, untraced);
      socket.on(
        event as never,
        ((payload: unknown, reply: unknown) => {
          const ack = typeof reply === 'function' ? (reply as Ack) : noAck;
          if (budget.take()) return handle(payload, ack);
          ack(BUSY);
          if (budget.exhausted) socket.disconnect(true);
        }) as never,
      );
    };
    const later =
      (work: (payload: unknown) => Promise<unknown>): Handle =>
      (payload, ack) =>
        void work(payload).then(ack, (error: Error) => this.failed(error, ack));

    if (member.role === 'player') {
      const { playerId } = member;
      const graded = gradedSession(session);
      on('answer', (payload, ack) => this.answers.handle(graded, playerId, payload, ack));
      on(
        'question',
        later((payload) => this.questions.open(session, playerId, payload)),
      );
      on(
        'standing',
        later(() => this.boards.standing(sessionId, playerId)),
      );
      on('host', forbidden);
    } else {
      for (const event of ['answer', 'question', 'standing']) on(event, forbidden);
      on(
        'host',
        later((payload) => this.commands.overSocket(session, payload)),
      );
    }
    on(
      'leaderboard',
      later((payload) => this.boards.page(sessionId, payload)),
    );
    on(
      'sync',
      later(() => this.sync(socket)),
    );
  }

  private async sync(socket: MemberSocket): Promise<unknown> {
    const { member, session } = socket.data;
    return (await this.state.read(session, member.role === 'player' ? member.playerId : undefined)) ?? BUSY;
  }

  private failed(error: Error, ack: Ack): void {
    this.logger.error(error.message);
    ack(BUSY);
  }
}
