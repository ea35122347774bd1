import { Inject, Injectable } from '@nestjs/common';
import type { QuestionAck } from '../contracts/socket-events.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { type FrozenSession, playedQuestions, questionFor } from '../session/frozen-session.js';
import { SessionRevival } from '../session/session-revival.js';
import { openQuestion } from '../session/state/scripts.js';
import { FORBIDDEN } from './answer-ack.js';

/** Opens a question of a self-paced session for one player, whose clock for it starts then. */
@Injectable()
export class QuestionHandler {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly revival: SessionRevival,
  ) {}

  async open(session: FrozenSession, playerId: string, payload: unknown): Promise<QuestionAck> {
    const index = (payload as { index?: unknown } | null)?.index;
    const question =
      typeof index === 'number' && Number.isInteger(index)
        ? playedQuestions(session, playerId)[index]
        : undefined;
    if (!question) {
      const last = session.quiz.questions.length - 1;
      return {
        status: 'invalid',
        errors: [{ path: 'index', message: `must be an integer from 0 to ${last}` }],
      };
    }
    const { sessionId } = session;
    const { status, openedAt, now } = await this.revival.ask(sessionId, () =>
      openQuestion(this.redis, sessionId, playerId, question.id),
    );
    if (status === 'forbidden') return FORBIDDEN;
    if (status === 'closed') return { status };
    return {
      status,
      index: index as number,
      question: questionFor(session, question, playerId),
      openedAt,
      closesAt: openedAt + question.timeLimitMs,
      now,
    };
  }
}
