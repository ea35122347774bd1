import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { SessionState, SessionStatus, You } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, scriptKeys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { type AnswerRecord, parseAnswerRecord, parseTally, type Tally } from './answer-record.js';
import { type FrozenSession, lastScored, playedQuestions, questionFor } from './frozen-session.js';
import type { Seatless } from './session-problems.js';
import { SessionRevival } from './session-revival.js';
import { sessionScripts } from './state/scripts.js';

type YouReply = [
  nickname: string,
  score: number,
  rank: number,
  tally: string,
  ...answers: (number | string)[],
];
/** What read-state.lua returns. */
export type StateReply = [
  now: string,
  players: number,
  status: SessionStatus,
  rev: string,
  index: string,
  locked: string,
  openedAt: string,
  closesAt: string,
  pin: string,
  questionId: string,
  remaining: string,
  pausedFrom: string,
  answered: number,
  boardVersion: number,
  you?: YouReply,
];

/** States in which a question is on the screens. */
const WITH_QUESTION = new Set<SessionStatus>(['question', 'reveal', 'paused']);

/** What a player has of a session beyond the state that is shown. */
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

/** After a rebuild, joins that were on their way can still come for so long. */
const LATE_JOINS_MS = 60_000;

/** Reads the state of a session as its members see it. */
@Injectable()
export class SessionStateReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly revival: SessionRevival,
  ) {}

  /**
   * @param playerId the player whose own part to add; none for a host
   * @returns the state; `you` is missing for a player without a seat
   * @throws PodiumError 404 `SESSION_UNKNOWN`, 503 `BUSY` when the session was lost and is not back yet
   */
  async read(session: FrozenSession, playerId?: string): Promise<SessionState> {
    return toState(session, await this.reply(session, playerId), playerId);
  }

  /** The same, with what else the player has, and which board was the last that was published. */
  async readWhole(session: FrozenSession, playerId?: string): Promise<WholeState> {
    const reply = await this.reply(session, playerId);
    const you = playerId === undefined ? undefined : reply[14];
    return {
      state: toState(session, reply, playerId),
      boardVersion: reply[13],
      ...(you && { own: ownPart(session, you) }),
    };
  }

  /** The state from a script's reply that brought it along, as `read` gives it. */
  async from(session: FrozenSession, reply: StateReply, playerId: string): Promise<SessionState> {
    return isOverdue(reply) ? this.read(session, playerId) : toState(session, reply, playerId);
  }

  async whySeatless(sessionId: string, playerId: string): Promise<Seatless> {
    if ((await this.redis.hexists(keys.kicked(sessionId), playerId)) === 1) return 'kicked';
    const rebuiltAt = await this.redis.hget(keys.session(sessionId), 'rebuiltAt');
    if (rebuiltAt === null) return 'unknown';
    const [seconds] = await this.redis.time();
    return Number(seconds) * 1_000 - Number(rebuiltAt) < LATE_JOINS_MS ? 'later' : 'unknown';
  }

  private async reply({ sessionId, quiz }: FrozenSession, playerId?: string): Promise<StateReply> {
    const questionIds = playerId ? quiz.questions.map(({ id }) => id) : [];
    const run = () =>
      this.revival.ask(
        sessionId,
        () =>
          sessionScripts.state.run(this.redis, scriptKeys(sessionId, questionIds), [
            playerId ?? '',
          ]) as Promise<StateReply | null>,
      );
    const reply = await run();
    if (!isOverdue(reply)) return reply;
    // No node was there when the question's time was over: whatever asks next closes it.
    await sessionScripts.advance.run(this.redis, scriptKeys(sessionId), [sessionId, LIMITS.graceMs, 0]);
    return run();
  }
}

const isOverdue = ([now, , status, , , , , closesAt]: StateReply) =>
  status === 'question' && Number(now) >= Number(closesAt) + LIMITS.graceMs;

function toState(session: FrozenSession, reply: StateReply, playerId?: string): SessionState {
  const [now, players, status, rev, index, locked, , , pin, , , , , , you] = reply;
  return {
    sessionId: session.sessionId,
    pin,
    title: session.quiz.title,
    mode: session.mode,
    status,
    rev: Number(rev),
    index: Number(index),
    questionCount: session.quiz.questions.length,
    players,
    locked: locked === '1',
    now: Number(now),
    ...openPart(session, reply, playerId),
    ...(playerId && you && { you: yourPart(session, playerId, you, lastScoredOf(session, reply)) }),
  };
}

/** The question on the screens and its clock. */
function openPart(session: FrozenSession, reply: StateReply, playerId?: string): Partial<SessionState> {
  const [, , status, , index, , openedAt, closesAt, , , remaining, pausedFrom, answered] = reply;
  const question = WITH_QUESTION.has(status) ? playedQuestions(session)[Number(index)] : undefined;
  if (!question || session.mode !== 'live') return {};
  return {
    question: questionFor(session, question, playerId),
    openedAt: Number(openedAt),
    closesAt: Number(closesAt),
    answered,
    ...(status === 'paused' && pausedFrom === 'question' && { remainingMs: Number(remaining) }),
  };
}

/** Live: the scored question whose answer a streak hangs on; none when self-paced. */
function lastScoredOf(session: FrozenSession, reply: StateReply): number | undefined {
  if (session.mode !== 'live') return undefined;
  const [, , status, , index, , , , , , , pausedFrom] = reply;
  const open = status === 'question' || (status === 'paused' && pausedFrom === 'question');
  return lastScored(session, Number(index), open);
}

function yourPart(session: FrozenSession, playerId: string, reply: YouReply, last: number | undefined): You {
  const [nickname, score, rank] = reply;
  const { tally, records } = ownPart(session, reply);
  return {
    playerId,
    nickname: JSON.parse(nickname) as string,
    score,
    rank,
    streak: last === undefined || last === tally.last ? tally.streak : 0,
    answered: [...records.keys()],
    answers: Object.fromEntries([...records].map(([questionId, { value }]) => [questionId, value])),
  };
}

/** An answer whose record can't be read is left out: the player goes on without it. */
function ownPart(session: FrozenSession, [, , , tally, ...answers]: YouReply): OwnPart {
  const records = new Map<string, AnswerRecord>();
  for (let i = 0; i < answers.length; i += 2) {
    const record = parseAnswerRecord(answers[i + 1] as string);
    if (record) records.set(session.quiz.questions[(answers[i] as number) - 1]!.id, record);
  }
  return { tally: parseTally(tally), records };
}
