import { Inject, Injectable, Logger } from '@nestjs/common';
import { ID_PATTERN, LIMITS } from '../contracts/limits.js';
import type { HostCommand, SessionState } from '../contracts/session.js';
import type { HostAck } from '../contracts/socket-events.js';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { currentTraceparent } from '../platform/tracing/spans.js';
import { keys, scriptKeys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import type { FrozenSession } from './frozen-session.js';
import { parseNickname } from './nickname.js';
import { HOST_COMMANDS } from './session.dto.js';
import { sessionUnknown } from './session-errors.js';
import { sessionScripts } from './session-scripts.js';
import { SessionStateReader } from './session-state.reader.js';

const DETAILS: Record<string, string> = {
  SESSION_ENDED: 'The session has ended; nothing can be changed any more.',
  COMMAND_NOT_ALLOWED: 'A session in this state does not know this command.',
  PLAYER_UNKNOWN: 'There is no such player in this session; give the playerId of the one to remove.',
};

/**
 * What a host makes a session do, over REST and socket alike. The script that changes the state also tells every node
 * with players of the session, so that the caller may die right after it.
 */
@Injectable()
export class HostCommands {
  /** Who did what to which session: ids, never a name. */
  private readonly audit = new Logger('Audit');

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly durability: Durability,
    private readonly state: SessionStateReader,
  ) {}

  /**
   * @param playerId whom to `kick`
   * @returns the new state
   * @throws PodiumError 409 with the code of the rejection, 404 SESSION_UNKNOWN
   */
  async run(session: FrozenSession, command: HostCommand, playerId = ''): Promise<SessionState> {
    const { sessionId } = session;
    const questions = command === 'kick' ? session.quiz.questions.map(({ id }) => id) : [];
    const folded = command === 'kick' ? await this.foldedNickname(sessionId, playerId) : '';
    const code = String(
      await this.durability.sure(sessionId, sessionScripts.command, scriptKeys(sessionId, questions), [
        sessionId,
        LIMITS.graceMs,
        command,
        playerId,
        folded,
        currentTraceparent() ?? '',
      ]),
    );
    if (code === 'missing') throw sessionUnknown();
    const { hostId } = session;
    this.audit.log({ action: command, hostId, sessionId, ...(playerId && { playerId }), outcome: code });
    if (code !== 'ok') throw new PodiumError(409, code, DETAILS[code] ?? 'The command was rejected.');
    const state = await this.state.read(session);
    if (!state) throw sessionUnknown();
    return state;
  }

  /** The same for the socket event `host`, whose payload may be anything. */
  async overSocket(session: FrozenSession, payload: unknown): Promise<HostAck> {
    const { command, playerId } = (payload ?? {}) as { command?: unknown; playerId?: unknown };
    if (!HOST_COMMANDS.includes(command as HostCommand)) {
      const message = `must be one of ${HOST_COMMANDS.join(', ')}`;
      return { status: 'invalid', errors: [{ path: 'command', message }] };
    }
    if (playerId !== undefined && !(typeof playerId === 'string' && ID_PATTERN.test(playerId))) {
      return { status: 'invalid', errors: [{ path: 'playerId', message: 'must be the id of a player' }] };
    }
    try {
      return { status: 'ok', session: await this.run(session, command as HostCommand, playerId) };
    } catch (error) {
      // Not rejected, only not safe yet: `busy`.
      if (!(error instanceof PodiumError) || error.status === 503) throw error;
      return { status: 'rejected', code: error.code, detail: error.detail };
    }
  }

  private async foldedNickname(sessionId: string, playerId: string): Promise<string> {
    const nickname = await this.redis.hget(keys.players(sessionId), playerId);
    return nickname ? parseNickname(JSON.parse(nickname) as string).folded : '';
  }
}
