import { Injectable } from '@nestjs/common';
import { ID_PATTERN, PIN_PATTERN } from '../contracts/limits.js';
import { PodiumError } from '../platform/problems/podium-error.js';
import type { FrozenSession } from './frozen-session.js';
import { PinGuessing } from './pin-guessing.js';
import { Pins } from './pins.js';
import { SessionCatalog } from './session-catalog.js';
import { pinUnknown, sessionUnknown } from './session-problems.js';
import { SessionHistory } from './session-history.js';
import { SessionIds } from './session-id.js';

/**
 * Finds a session by its PIN, its id or a token. A session that Redis has lost is rebuilt if something proves that it exists: a
 * PIN, a token, an id that was made here, or a host's record. An id that anybody can make up costs only one look-up; otherwise a
 * stranger could keep every store busy with such ids.
 *
 * Each method throws PodiumError 404 when there is no such session, and 503 `BUSY` when it is not back yet.
 */
@Injectable()
export class SessionFinder {
  constructor(
    private readonly catalog: SessionCatalog,
    private readonly pins: Pins,
    private readonly guessing: PinGuessing,
    private readonly ids: SessionIds,
    private readonly history: SessionHistory,
  ) {}

  /** @param address of the client, for the limit on guesses. @throws PodiumError 404 PIN_UNKNOWN, 429, 503 BUSY */
  async byPin(pin: string, address: string): Promise<FrozenSession> {
    if (!PIN_PATTERN.test(pin)) throw pinUnknown();
    return this.guessing.look(address, async () => {
      const sessionId = await this.pins.find(pin);
      return sessionId ? this.catalog.get(sessionId).catch(ifUnknown) : undefined;
    });
  }

  /** Finds it by an id for which nothing but the id itself vouches. @throws PodiumError 404 SESSION_UNKNOWN */
  async byId(sessionId: string): Promise<FrozenSession> {
    const session = await this.byAnyId(sessionId);
    if (!session) throw sessionUnknown();
    return session;
  }

  /** Finds it by an id for which a token of the session vouches. @throws PodiumError 404 SESSION_UNKNOWN */
  byToken(sessionId: string): Promise<FrozenSession> {
    return this.catalog.get(sessionId);
  }

  async byIdOrPin(sessionIdOrPin: string, address: string): Promise<FrozenSession> {
    return PIN_PATTERN.test(sessionIdOrPin) ? this.byPin(sessionIdOrPin, address) : this.byId(sessionIdOrPin);
  }

  /** The host's own session. @throws PodiumError 404 SESSION_UNKNOWN, also for sessions of other hosts */
  async owned(hostId: string, sessionId: string): Promise<FrozenSession> {
    const session = (await this.byAnyId(sessionId)) ?? (await this.byRecord(hostId, sessionId));
    if (session.hostId !== hostId) throw sessionUnknown();
    return session;
  }

  private async byAnyId(sessionId: string): Promise<FrozenSession | undefined> {
    if (this.ids.isCertain(sessionId)) return this.catalog.get(sessionId);
    return ID_PATTERN.test(sessionId) ? this.catalog.find(sessionId) : undefined;
  }

  /** Finds it by an id of an earlier version, or of another signing secret, if MongoDB has it as a session of this host. */
  private async byRecord(hostId: string, sessionId: string): Promise<FrozenSession> {
    if (!(await this.history.has(hostId, sessionId))) throw sessionUnknown();
    return this.catalog.get(sessionId);
  }
}

function ifUnknown(error: unknown): undefined {
  if (!(error instanceof PodiumError && error.status === 404)) throw error;
}
