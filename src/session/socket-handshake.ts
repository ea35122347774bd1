import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '../contracts/problems.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { PodiumError, problem } from '../platform/problems/podium-error.js';
import type { SessionSocket, SocketMember } from '../platform/sockets/session-socket.js';
import type { FrozenSession } from './frozen-session.js';
import { SessionCatalog } from './session-catalog.js';
import { seatless, sessionUnknown } from './session-problems.js';
import { SessionStateReader } from './session-state.reader.js';

/** The refusal of a handshake. Socket.IO passes it to the client as `connect_error` with `data.code`. */
export class HandshakeError extends Error {
  readonly data: { code: ProblemCode };

  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.data = { code };
  }
}

/** The member who connects, and the session. */
export interface Admission {
  member: SocketMember;
  session: FrozenSession;
  /** By the clock of the session's Redis, in milliseconds; 0 for a host. */
  admittedAt: number;
  /** The newest `rev` that was sent to the socket. */
  rev?: number;
}

/** A socket that has been let in. */
export type MemberSocket = SessionSocket<Admission>;

/** Admits sockets by their token. Authentication happens once, at the handshake, and not again for each event. */
@Injectable()
export class SocketHandshake {
  constructor(
    private readonly tokens: TokensService,
    private readonly catalog: SessionCatalog,
    private readonly state: SessionStateReader,
  ) {}

  /** @throws HandshakeError with the code of the refusal; any other error when the check itself could not be done */
  async admit(socket: SessionSocket): Promise<Admission> {
    try {
      const token: unknown = (socket.handshake.auth as { token?: unknown }).token;
      if (typeof token !== 'string') {
        throw problem('TOKEN_INVALID', {
          detail: 'Connect with auth: {token}, the token of a player or host.',
        });
      }
      const member = this.tokens.verifySessionToken(token);
      const session = await this.catalog.get(member.sessionId);
      return { member, session, admittedAt: await this.checkSeat(session, member) };
    } catch (error) {
      // A check that can't be done now must not end in a refusal, since that would be final for most clients.
      if (error instanceof PodiumError && error.status !== 503)
        throw new HandshakeError(error.code, error.detail);
      throw error;
    }
  }

  /** @returns the time of the check by the clock of Redis; 0 for a host */
  private async checkSeat(session: FrozenSession, member: SocketMember): Promise<number> {
    if (member.role === 'host') {
      if (member.hostId !== session.hostId) throw sessionUnknown();
      return 0;
    }
    const state = await this.state.read(session, member.playerId);
    if (state.you) return state.now;
    throw seatless(await this.state.whySeatless(session.sessionId, member.playerId));
  }
}
