import { Injectable, Logger } from '@nestjs/common';
import { BoardHandler } from '../leaderboard/edge/board-handler.js';
import { PodiumError } from '../platform/problems/podium-error.js';
import { Lane } from '../platform/lanes/lane.js';
import { Connections } from '../platform/sockets/connections.js';
import type { EventHandler, EventHandlers } from '../platform/sockets/intake.js';
import { tracedEvent } from '../platform/tracing/trace-event.js';
import type { SessionState } from '../contracts/session.js';
import { HostCommands } from '../session/host-commands.js';
import { newestState } from '../session/rooms/newest-state.js';
import { playerOf } from '../session/rooms/session-announcer.js';
import { SessionStateReader } from '../session/session-state.reader.js';
import type { MemberSocket } from '../session/socket-handshake.js';
import { BUSY, FORBIDDEN } from './answer-ack.js';
import { AnswerHandler } from './answer-handler.js';
import { gradedSession } from './graded-session.js';
import { QuestionHandler } from './question-handler.js';

type Handle = EventHandler<MemberSocket>['handle'];
type Work = (socket: MemberSocket, payload: unknown) => Promise<unknown>;
type Events = Record<string, EventHandler<MemberSocket>>;
type Player = { playerId: string };

const forbidden: EventHandler<MemberSocket> = { handle: (_socket, _payload, ack) => ack(FORBIDDEN) };

/** A read takes Redis less than half a millisecond, unless it waits for a rebuild. Many clients can reconnect at once. */
const READS = {
  name: 'socket-reads',
  atOnce: 16,
  perKey: 4,
  queue: 50_000,
  queuePerKey: 100,
  waitMs: 3_000,
  longestMs: 250,
};
/** Questions whose answers the price of one event covers. */
const QUESTIONS_OF_AN_EVENT = 20;

// ADR 5: why events bypass Nest's message handlers.
/**
 * The events that a member may send, and their handlers. There is one table for each role and one listener for each socket, since
 * a listener for each event costs half a kilobyte for each socket, and `@SubscribeMessage` costs 5 µs for each message.
 */
@Injectable()
export class SocketEvents {
  private readonly logger = new Logger(SocketEvents.name);
  private readonly reads = new Lane(READS);
  private readonly ofPlayer: EventHandlers<MemberSocket>;
  private readonly ofHost: EventHandlers<MemberSocket>;

  constructor(
    private readonly connections: Connections,
    private readonly state: SessionStateReader,
    answers: AnswerHandler,
    questions: QuestionHandler,
    boards: BoardHandler,
    commands: HostCommands,
  ) {
    const ofAll: Events = {
      leaderboard: {
        handle: this.later(({ data }, payload) => boards.page(data.session.sessionId, payload)),
        price: (_socket, payload) => boards.priceOf(payload),
      },
      sync: {
        handle: this.read((socket) => this.sync(socket)),
        // For a player it reads the player's answers to all questions.
        price: ({ data }) => Math.floor(data.session.quiz.questions.length / QUESTIONS_OF_AN_EVENT),
      },
    };
    this.ofPlayer = table({
      answer: {
        handle: ({ data }, payload, ack) =>
          answers.handle(gradedSession(data.session), (data.member as Player).playerId, payload, ack),
      },
      question: {
        handle: this.read(({ data }, payload) =>
          questions.open(data.session, (data.member as Player).playerId, payload),
        ),
      },
      standing: {
        handle: this.read(({ data }) =>
          boards.standing(data.session.sessionId, (data.member as Player).playerId),
        ),
      },
      host: forbidden,
      ...ofAll,
    });
    this.ofHost = table({
      answer: forbidden,
      question: forbidden,
      standing: forbidden,
      host: {
        handle: this.later(async (socket, payload) => {
          const ack = await commands.overSocket(socket.data.session, payload);
          return ack.status === 'ok'
            ? { ...ack, session: await newestState(this.state, socket, ack.session) }
            : ack;
        }),
      },
      ...ofAll,
    });
  }

  /** From here on the socket's events go to their handlers. */
  listen(socket: MemberSocket): void {
    const handlers = socket.data.member.role === 'player' ? this.ofPlayer : this.ofHost;
    this.connections.serve(socket, handlers);
  }

  /** Answers must not wait in Redis behind many reads, so few reads are under way at once, and few of one socket. */
  private read(work: Work): Handle {
    return this.later((socket, payload) => this.reads.run(socket.id, () => work(socket, payload)));
  }

  private later(work: Work): Handle {
    return (socket, payload, ack) =>
      void work(socket, payload)
        .catch((error: Error) => {
          // A full lane has its own metric, and a session that is not back yet is no error of this node.
          if (!(error instanceof PodiumError)) this.logger.error(error.message);
          return BUSY;
        })
        .then(ack)
        .catch((error: unknown) => this.connections.failed(socket, error));
  }

  private async sync(socket: MemberSocket): Promise<SessionState> {
    return newestState(this.state, socket, await this.state.read(socket.data.session, playerOf(socket)));
  }
}

const table = (events: Events): EventHandlers<MemberSocket> =>
  new Map(
    Object.entries(events).map(([event, { handle, price }]) => [
      event,
      { handle: tracedEvent(event, handle), price },
    ]),
  );
