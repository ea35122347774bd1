import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../platform/config/environment.js';
import { EventBudget } from '../platform/sockets/event-budget.js';
import { receiveFast } from '../platform/sockets/fast-events.js';
import { tracedEvent } from '../platform/tracing/trace-event.js';
import { HostCommands } from '../session/host-commands.js';
import { SessionStateReader } from '../session/session-state.reader.js';
import type { MemberSocket } from '../session/socket-handshake.js';
import { BUSY, FORBIDDEN } from './answer-ack.js';
import { AnswerHandler } from './answer-handler.js';
import { BoardHandler } from './board-handler.js';
import { gradedSession } from './graded-session.js';
import { QuestionHandler } from './question-handler.js';

type Ack = (reply: unknown) => void;
type Handle = (socket: MemberSocket, payload: unknown, ack: Ack) => void;
type Player = { playerId: string };

const forbidden: Handle = (_socket, _payload, ack) => ack(FORBIDDEN);

/**
 * Who may send what, and who sees to it. One table for each role and one listener for each socket: a listener for each event
 * costs half a kilobyte a socket, `@SubscribeMessage` 5 µs a message.
 */
@Injectable()
export class SocketEvents {
  private readonly logger = new Logger(SocketEvents.name);
  private readonly ofPlayer: Map<unknown, Handle>;
  private readonly ofHost: Map<unknown, Handle>;

  constructor(
    private readonly env: Environment,
    private readonly state: SessionStateReader,
    answers: AnswerHandler,
    questions: QuestionHandler,
    boards: BoardHandler,
    commands: HostCommands,
  ) {
    const ofAll: [string, Handle][] = [
      ['leaderboard', this.later(({ data }, payload) => boards.page(data.session.sessionId, payload))],
      ['sync', this.later((socket) => this.sync(socket))],
    ];
    this.ofPlayer = table([
      [
        'answer',
        ({ data }, payload, ack) =>
          answers.handle(gradedSession(data.session), (data.member as Player).playerId, payload, ack),
      ],
      [
        'question',
        this.later(({ data }, payload) =>
          questions.open(data.session, (data.member as Player).playerId, payload),
        ),
      ],
      [
        'standing',
        this.later(({ data }) => boards.standing(data.session.sessionId, (data.member as Player).playerId)),
      ],
      ['host', forbidden],
      ...ofAll,
    ]);
    this.ofHost = table([
      ['answer', forbidden],
      ['question', forbidden],
      ['standing', forbidden],
      ['host', this.later(({ data }, payload) => commands.overSocket(data.session, payload))],
      ...ofAll,
    ]);
  }

  /** From here on what the socket sends is seen to. */
  listen(socket: MemberSocket): void {
    const handlers = socket.data.member.role === 'player' ? this.ofPlayer : this.ofHost;
    const budget = new EventBudget(this.env.SOCKET_EVENTS_PER_SECOND);
    receiveFast(socket, handlers, (event, payload, ack) => {
      if (budget.take()) return handlers.get(event)?.(socket, payload, ack);
      ack(BUSY);
      if (budget.exhausted) socket.disconnect(true);
    });
  }

  private later(work: (socket: MemberSocket, payload: unknown) => Promise<unknown>): Handle {
    return (socket, payload, ack) =>
      void work(socket, payload).then(ack, (error: Error) => {
        this.logger.error(error.message);
        ack(BUSY);
      });
  }

  private async sync({ data: { member, session } }: MemberSocket): Promise<unknown> {
    return (await this.state.read(session, member.role === 'player' ? member.playerId : undefined)) ?? BUSY;
  }
}

const table = (handlers: [string, Handle][]): Map<string, Handle> =>
  new Map(handlers.map(([event, handle]) => [event, tracedEvent(event, handle)]));
