import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { AnswerValue } from '../contracts/quiz.js';
import type { SessionState, SessionStatus, You } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, scriptKeys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { parseAnswerRecord, parseTally } from './answer-record.js';
import { type FrozenSession, lastScored, playedQuestions, questionFor } from './frozen-session.js';
import { RebuildRequests } from './rebuild-requests.js';
import { sessionScripts } from './session-scripts.js';

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
  you?: YouReply,
];

/** States in which a question is on the screens. */
const WITH_QUESTION = new Set<SessionStatus>(['question', 'reveal', 'paused']);

/** Reads the state of a session as its members see it. */
@Injectable()
export class SessionStateReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly rebuilds: RebuildRequests,
  ) {}

  /**
   * @param playerId whose own part to add; none for a host
   * @returns undefined when there is no such session, not even to be rebuilt; `you` is missing for a player without a seat
   */
  async read(session: FrozenSession, playerId?: string): Promise<SessionState | undefined> {
    const { sessionId, quiz } = session;
    const answers = playerId ? quiz.questions.map(({ id }) => id) : [];
    const run = () =>
      sessionScripts.state.run(this.redis, scriptKeys(sessionId, answers), [
        playerId ?? '',
      ]) as Promise<StateReply | null>;
    const reply = (await run()) ?? ((await this.rebuilds.ask(sessionId)) ? await run() : null);
    if (!reply) return undefined;
    if (!isOverdue(reply)) return toState(session, reply, playerId);
    // No node was there when the question's time was over: whoever asks next closes it.
    await sessionScripts.advance.run(this.redis, scriptKeys(sessionId), [sessionId, LIMITS.graceMs]);
    const advanced = await run();
    return advanced ? toState(session, advanced, playerId) : undefined;
  }

  /** The state from a script's reply that brought it along, as `read` gives it. */
  async from(session: FrozenSession, reply: StateReply, playerId: string): Promise<SessionState | undefined> {
    return isOverdue(reply) ? this.read(session, playerId) : toState(session, reply, playerId);
  }

  async isKicked(sessionId: string, playerId: string): Promise<boolean> {
    return (await this.redis.hexists(keys.kicked(sessionId), playerId)) === 1;
  }
}

const isOverdue = ([now, , status, , , , , closesAt]: StateReply) =>
  status === 'question' && Number(now) >= Number(closesAt) + LIMITS.graceMs;

function toState(session: FrozenSession, reply: StateReply, playerId?: string): SessionState {
  const [now, players, status, rev, index, locked, , , pin, , , , , you] = reply;
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
  const [nickname, score, rank, tallyText, ...answers] = reply;
  const tally = parseTally(tallyText);
  const values = new Map<string, AnswerValue>();
  for (let i = 0; i < answers.length; i += 2) {
    const { id } = session.quiz.questions[(answers[i] as number) - 1]!;
    values.set(id, parseAnswerRecord(answers[i + 1] as string).value);
  }
  return {
    playerId,
    nickname: JSON.parse(nickname) as string,
    score,
    rank,
    streak: last === undefined || last === tally.last ? tally.streak : 0,
    answered: [...values.keys()],
    answers: Object.fromEntries(values),
  };
}
