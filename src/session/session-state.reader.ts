import { Inject, Injectable } from '@nestjs/common';
import type { SessionState, SessionStatus, You } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import type { FrozenSession } from './frozen-session.js';
import { sessionScripts } from './session-scripts.js';

type YouReply = [nickname: string, score: number, rank: number, streak: number, ...answered: number[]];
type StateReply = [
  now: string,
  players: number,
  status: SessionStatus,
  rev: string,
  index: string,
  locked: string,
  openedAt: string,
  closesAt: string,
  pin: string,
  you?: YouReply,
];

/** Reads the state of a session as its members see it. */
@Injectable()
export class SessionStateReader {
  constructor(@Inject(REDIS) private readonly redis: RedisConnection) {}

  /**
   * @param playerId whose own part to add; none for a host
   * @returns undefined when Redis has no such session; `you` is missing for a player without a seat
   */
  async read(session: FrozenSession, playerId?: string): Promise<SessionState | undefined> {
    const { sessionId, quiz } = session;
    const answered = playerId ? quiz.questions.map((question) => keys.answers(sessionId, question.id)) : [];
    const reply = (await sessionScripts.state.run(
      this.redis,
      [
        keys.session(sessionId),
        keys.players(sessionId),
        keys.board(sessionId),
        keys.tallies(sessionId),
        ...answered,
      ],
      [playerId ?? ''],
    )) as StateReply | null;
    if (!reply) return undefined;
    const [now, players, status, rev, index, locked, , , pin, you] = reply;
    return {
      sessionId,
      pin,
      title: quiz.title,
      mode: session.mode,
      status,
      rev: Number(rev),
      index: Number(index),
      questionCount: quiz.questions.length,
      players,
      locked: locked === '1',
      now: Number(now),
      ...(playerId && you && { you: this.you(session, playerId, you) }),
    };
  }

  private you(session: FrozenSession, playerId: string, reply: YouReply): You {
    const [nickname, score, rank, streak, ...answered] = reply;
    return {
      playerId,
      nickname: JSON.parse(nickname) as string,
      score,
      rank,
      streak,
      answered: answered.map((place) => session.quiz.questions[place - 1]!.id),
    };
  }
}
