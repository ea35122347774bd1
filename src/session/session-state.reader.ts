import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { SessionState, SessionStatus, You } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { redisNow } from '../platform/redis/redis-now.js';
import { type AnswerRecord, readFields, type Tally } from './state/records.js';
import * as scripts from './state/scripts.js';
import type { OwnRecord, StateRecord } from './state/state-record.js';
import { type FrozenSession, lastScored, playedQuestions, questionFor } from './frozen-session.js';
import type { Seatless } from './session-problems.js';
import { SessionRevival } from './session-revival.js';

/** States in which a question is on the screens. */
const WITH_QUESTION = new Set<SessionStatus>(['question', 'reveal', 'paused']);

/** The part of a session that belongs to one player, beside the state that everybody sees. */
export interface OwnPart {
  tally: Tally;
  /** Answers by question id, as they were scored; never to be sent before their reveal. */
  records: Map<string, AnswerRecord>;
}

export interface WholeState {
  state: SessionState;
  /** Version of the newest leaderboard that was published; 0 for none. */
  boardVersion: number;
  /** Undefined for a host and for a player without a seat. */
  own?: OwnPart;
}

/** For so long after a rebuild, a join whose event was still under way can arrive. */
const LATE_JOINS_MS = 60_000;

/** Reads the state of a session as its members see it. */
@Injectable()
export class SessionStateReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly revival: SessionRevival,
  ) {}

  /**
   * @param playerId the player whose own part is added; none for a host
   * @returns the state; `you` is missing for a player without a seat
   * @throws PodiumError 404 `SESSION_UNKNOWN`, 503 `BUSY` when the session was lost and is not back yet
   */
  async read(session: FrozenSession, playerId?: string): Promise<SessionState> {
    return toState(session, await this.record(session, playerId), playerId);
  }

  /**
   * Makes sure that Redis has all of a session, every player's answers included; what is lost is brought back first.
   *
   * @throws PodiumError 404 `SESSION_UNKNOWN`, 503 `BUSY` when the session was lost and is not back yet
   */
  async ensureWhole({ sessionId, quiz }: FrozenSession): Promise<void> {
    const questionIds = quiz.questions.map(({ id }) => id);
    await this.revival.ask(sessionId, () => scripts.readState(this.redis, sessionId, '', questionIds));
  }

  /**
   * Like `read`, with the rest of the player's own part, and with the version of the board that was published last.
   *
   * @param sent the newest rev that its reader has got: the state is made newer if Redis has lost that one
   */
  async readWhole(session: FrozenSession, playerId?: string, sent = 0): Promise<WholeState> {
    let record = await this.record(session, playerId);
    if (record.rev < sent) {
      await scripts.advance(this.redis, session.sessionId, sent);
      record = await this.record(session, playerId);
    }
    const { boardVersion, own } = record;
    return {
      state: toState(session, record, playerId),
      boardVersion,
      ...(own && { own: ownPart(session, own) }),
    };
  }

  /** The state from a record that another script has returned, in the form that `read` gives. */
  async from(session: FrozenSession, record: StateRecord, playerId: string): Promise<SessionState> {
    return isOverdue(record) ? this.read(session, playerId) : toState(session, record, playerId);
  }

  async whySeatless(sessionId: string, playerId: string): Promise<Seatless> {
    if ((await this.redis.hexists(keys.kicked(sessionId), playerId)) === 1) return 'kicked';
    const { rebuiltAt } = await readFields(this.redis, sessionId, 'rebuiltAt');
    if (rebuiltAt === null) return 'unknown';
    return (await redisNow(this.redis)) - Number(rebuiltAt) < LATE_JOINS_MS ? 'later' : 'unknown';
  }

  private async record({ sessionId, quiz }: FrozenSession, playerId?: string): Promise<StateRecord> {
    const questionIds = playerId ? quiz.questions.map(({ id }) => id) : [];
    const run = () =>
      this.revival.ask(sessionId, () => scripts.readState(this.redis, sessionId, playerId, questionIds));
    const record = await run();
    if (!isOverdue(record)) return record;
    // No node closed the question when its time was over, so the next reader closes it.
    await scripts.advance(this.redis, sessionId, 0);
    return run();
  }
}

const isOverdue = ({ now, status, closesAt }: StateRecord) =>
  status === 'question' && now >= closesAt + LIMITS.graceMs;

/** Whether the current question is open. A paused question is open too. */
const isQuestionOpen = ({ status, pausedFrom }: StateRecord) =>
  status === 'question' || (status === 'paused' && pausedFrom === 'question');

/** The state as a member sees it. The member is a host, or the player whose own part is in the record. */
export function toState(session: FrozenSession, record: StateRecord, playerId?: string): SessionState {
  const { pin, status, rev, index, players, locked, now, own } = record;
  return {
    sessionId: session.sessionId,
    pin,
    title: session.quiz.title,
    mode: session.mode,
    status,
    rev,
    index,
    questionCount: session.quiz.questions.length,
    players,
    locked,
    now,
    ...openPart(session, record, playerId),
    ...(playerId && own && { you: yourPart(session, playerId, own, lastScoredOf(session, record)) }),
  };
}

/** The question on the screens and its clock. */
function openPart(session: FrozenSession, record: StateRecord, playerId?: string): Partial<SessionState> {
  const { status, index, openedAt, closesAt, answered, remainingMs } = record;
  const question = WITH_QUESTION.has(status) ? playedQuestions(session)[index] : undefined;
  if (!question || session.mode !== 'live') return {};
  return {
    question: questionFor(session, question, playerId),
    openedAt,
    closesAt,
    answered,
    ...(status === 'paused' && isQuestionOpen(record) && { remainingMs }),
  };
}

/** Live: the scored question that a player must have answered to keep the streak. Undefined in a self-paced session. */
const lastScoredOf = (session: FrozenSession, record: StateRecord): number | undefined =>
  session.mode === 'live' ? lastScored(session, record.index, isQuestionOpen(record)) : undefined;

function yourPart(session: FrozenSession, playerId: string, own: OwnRecord, last: number | undefined): You {
  const { nickname, score, rank, tally } = own;
  const { records } = ownPart(session, own);
  return {
    playerId,
    nickname,
    score,
    rank,
    streak: last === undefined || last === tally.last ? tally.streak : 0,
    answered: [...records.keys()],
    answers: Object.fromEntries([...records].map(([questionId, { value }]) => [questionId, value])),
  };
}

const ownPart = (session: FrozenSession, { tally, answers }: OwnRecord): OwnPart => ({
  tally,
  records: new Map([...answers].map(([place, record]) => [session.quiz.questions[place]!.id, record])),
});
