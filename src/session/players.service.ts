import { Injectable } from '@nestjs/common';
import { nanoid } from 'nanoid';
import type { Joined } from '../contracts/rest.js';
import type { Leaderboard } from '../contracts/session.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { Environment } from '../platform/config/environment.js';
import { PodiumError } from '../platform/http/podium-error.js';
import { Durability } from '../platform/redis/durability.js';
import { currentTraceparent } from '../platform/tracing/spans.js';
import { scriptKeys } from '../platform/redis/keys.js';
import { SOCKET_PATH } from '../contracts/socket-events.js';
import type { FrozenSession } from './frozen-session.js';
import { parseNickname } from './nickname.js';
import { sessionScripts } from './session-scripts.js';
import { sessionUnknown } from './session-errors.js';
import { SessionStateReader, type StateReply } from './session-state.reader.js';

type Refusal = 'missing' | 'ended' | 'locked' | 'taken' | 'full' | 'rate';
type JoinReply = [outcome: 'joined', state: StateReply, leaderboard: string] | [outcome: Refusal];

const REFUSALS: Record<Refusal, () => PodiumError> = {
  missing: sessionUnknown,
  ended: () => new PodiumError(410, 'SESSION_ENDED', 'This session has ended.'),
  locked: () => new PodiumError(403, 'SESSION_LOCKED', 'The host lets nobody else in at the moment.'),
  taken: () =>
    new PodiumError(409, 'NICKNAME_TAKEN', 'Somebody in this session has that nickname; choose another.'),
  full: () => new PodiumError(403, 'SESSION_FULL', 'This session has as many players as it may have.'),
  rate: () =>
    new PodiumError(429, 'TOO_MANY_JOINS', 'Many players are joining right now; try again in a second.', {
      retryAfter: 1,
    }),
};

/** Seats players. */
@Injectable()
export class PlayersService {
  constructor(
    private readonly durability: Durability,
    private readonly state: SessionStateReader,
    private readonly tokens: TokensService,
    private readonly env: Environment,
  ) {}

  /**
   * @param rawNickname as typed; trimmed and normalised here
   * @throws PodiumError with the contract's codes when there is no seat
   */
  async join(session: FrozenSession, rawNickname: string): Promise<Joined> {
    const nickname = parseNickname(rawNickname);
    const { sessionId } = session;
    const playerId = nanoid(12);
    // One command for all of it: seat, state and leaderboard.
    const reply = (await this.durability.sure(sessionId, sessionScripts.join, scriptKeys(sessionId), [
      sessionId,
      playerId,
      JSON.stringify(nickname.shown),
      nickname.folded,
      this.env.JOINS_PER_SECOND,
      currentTraceparent() ?? '',
    ])) as JoinReply;
    if (reply[0] !== 'joined') throw REFUSALS[reply[0]]();
    const [, stateReply, leaderboard] = reply;
    const state = await this.state.from(session, stateReply, playerId);
    if (!state) throw sessionUnknown();
    const { quiz } = session;
    return {
      playerId,
      playerToken: this.tokens.signPlayer(sessionId, playerId),
      nickname: nickname.shown,
      session: state,
      quiz: {
        id: quiz.id,
        title: quiz.title,
        ...(quiz.description !== undefined && { description: quiz.description }),
        ...(quiz.language !== undefined && { language: quiz.language }),
        questionCount: quiz.questions.length,
        updatedAt: quiz.updatedAt,
      },
      leaderboard: JSON.parse(leaderboard) as Leaderboard,
      socket: { url: this.env.PUBLIC_URL, path: SOCKET_PATH },
    };
  }
}
