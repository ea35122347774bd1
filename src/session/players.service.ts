import { Injectable } from '@nestjs/common';
import type { Joined } from '../contracts/rest.js';
import type { Leaderboard } from '../contracts/session.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { Environment } from '../platform/config/environment.js';
import { Durability } from '../platform/redis/durability.js';
import { SOCKET_PATH } from '../contracts/socket-events.js';
import type { FrozenSession } from './frozen-session.js';
import { ActiveSessions } from './active-sessions.js';
import { parseNickname } from './nickname.js';
import { playerIdOf } from './player-id.js';
import { joinRefused } from './session-problems.js';
import { SessionRevival } from './session-revival.js';
import { SessionStateReader } from './session-state.reader.js';
import * as scripts from './state/scripts.js';

/** Seats players. */
@Injectable()
export class PlayersService {
  constructor(
    private readonly durability: Durability,
    private readonly revival: SessionRevival,
    private readonly active: ActiveSessions,
    private readonly state: SessionStateReader,
    private readonly tokens: TokensService,
    private readonly env: Environment,
  ) {}

  /**
   * @param rawNickname as typed; trimmed and normalised here
   * @param key made by the client: the same key and nickname give the same seat again, so that a join can be sent twice
   * @throws PodiumError with the contract's codes when there is no seat
   */
  async join(session: FrozenSession, rawNickname: string, key?: string): Promise<Joined> {
    const nickname = parseNickname(rawNickname);
    const { sessionId } = session;
    const playerId = playerIdOf(sessionId, nickname, key);
    // One Redis command does all of it: it seats the player, and reads the state and the leaderboard.
    const newcomer = { playerId, nickname: nickname.shown, folded: nickname.folded };
    const outcome = await this.revival.ask(sessionId, () =>
      scripts.join(this.durability, sessionId, newcomer, this.env.JOINS_PER_SECOND),
    );
    if ('refused' in outcome) throw joinRefused(outcome.refused);
    const state = await this.state.from(session, outcome.state, playerId);
    this.active.mention(sessionId);
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
      leaderboard: JSON.parse(outcome.leaderboard) as Leaderboard,
      socket: { url: this.env.PUBLIC_URL, path: SOCKET_PATH },
    };
  }
}
