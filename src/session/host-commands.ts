import { Inject, Injectable, Logger } from '@nestjs/common';
import { nanoid } from 'nanoid';
import { ID_PATTERN } from '../contracts/limits.js';
import { HOST_COMMANDS, type HostCommand, type SessionState } from '../contracts/session.js';
import type { HostAck } from '../contracts/socket-events.js';
import { PodiumError } from '../platform/problems/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { ActiveSessions } from './active-sessions.js';
import type { FrozenSession } from './frozen-session.js';
import { parseNickname } from './nickname.js';
import { commandRejected } from './session-problems.js';
import { SessionRevival } from './session-revival.js';
import * as scripts from './state/scripts.js';
import { SessionStateReader } from './session-state.reader.js';

/** A command with its target. */
export interface CommandCall {
  command: HostCommand;
  /** The player to `kick`. */
  playerId?: string;
  /** Id of the question on the host's screen: the command does nothing when another one has taken its place. */
  question?: string;
}

/**
 * Runs the commands of hosts, which arrive over REST and over sockets. The script that changes the state also notifies every node
 * with sockets of the session, so that nothing is lost when the calling process dies right after the script.
 */
@Injectable()
export class HostCommands {
  /** Records which host did what to which session. It holds ids and never a name. */
  private readonly audit = new Logger('Audit');

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly durability: Durability,
    private readonly revival: SessionRevival,
    private readonly active: ActiveSessions,
    private readonly state: SessionStateReader,
  ) {}

  /**
   * @returns the new state
   * @throws PodiumError 409 with the code of the rejection, 404 `SESSION_UNKNOWN`, 503 when it is not done, or is not durable
   */
  async run(
    session: FrozenSession,
    { command, playerId = '', question = '' }: CommandCall,
  ): Promise<SessionState> {
    const { sessionId, hostId } = session;
    const questionIds = command === 'kick' ? session.quiz.questions.map(({ id }) => id) : [];
    const folded = command === 'kick' ? await this.foldedNickname(sessionId, playerId) : '';
    const call = { command, callId: nanoid(), playerId, folded, question, questionIds };
    const code = await this.revival.ask(sessionId, () => scripts.command(this.durability, sessionId, call));
    this.active.mention(sessionId);
    this.audit.log({ action: command, hostId, sessionId, ...(playerId && { playerId }), outcome: code });
    if (code !== 'ok') throw commandRejected(code);
    return this.state.read(session);
  }

  /** The same for the socket event `host`, whose payload can be anything. */
  async overSocket(session: FrozenSession, payload: unknown): Promise<HostAck> {
    const { command, playerId, question } = (payload ?? {}) as Partial<Record<keyof CommandCall, unknown>>;
    if (!HOST_COMMANDS.includes(command as HostCommand)) {
      const message = `must be one of ${HOST_COMMANDS.join(', ')}`;
      return { status: 'invalid', errors: [{ path: 'command', message }] };
    }
    if (!isOptionalId(playerId)) {
      return { status: 'invalid', errors: [{ path: 'playerId', message: 'must be the id of a player' }] };
    }
    if (!isOptionalId(question)) {
      return { status: 'invalid', errors: [{ path: 'question', message: 'must be the id of a question' }] };
    }
    try {
      const call = { command: command as HostCommand, playerId, question };
      return { status: 'ok', session: await this.run(session, call) };
    } catch (error) {
      // A 503 is no rejection: the session is not back, or the change is not durable yet. The client gets `busy` and can retry.
      if (!(error instanceof PodiumError) || error.status === 503) throw error;
      return { status: 'rejected', code: error.code, detail: error.detail };
    }
  }

  private async foldedNickname(sessionId: string, playerId: string): Promise<string> {
    const nickname = await this.redis.hget(keys.players(sessionId), playerId);
    const shown = nickname ? (JSON.parse(nickname) as string) : '';
    // A player whose join did not come back with a rebuild has no name, but can be kicked all the same.
    return shown && parseNickname(shown).folded;
  }
}

const isOptionalId = (value: unknown): value is string | undefined =>
  value === undefined || (typeof value === 'string' && ID_PATTERN.test(value));
