import { Injectable } from '@nestjs/common';
import { ID_PATTERN, PIN_PATTERN } from '../contracts/limits.js';
import type { FrozenSession } from './frozen-session.js';
import { PinGuessing } from './pin-guessing.js';
import { Pins } from './pins.js';
import { SessionCatalog } from './session-catalog.js';
import { pinUnknown, sessionUnknown } from './session-errors.js';

/** Finds a session by what a client knows of it. */
@Injectable()
export class SessionFinder {
  constructor(
    private readonly catalog: SessionCatalog,
    private readonly pins: Pins,
    private readonly guessing: PinGuessing,
  ) {}

  /** @param address of the client, for the limit on guesses. @throws PodiumError 404 PIN_UNKNOWN, 429 */
  async byPin(pin: string, address: string): Promise<FrozenSession> {
    if (!PIN_PATTERN.test(pin)) throw pinUnknown();
    await this.guessing.check(address);
    const sessionId = await this.pins.find(pin);
    const session = sessionId ? await this.catalog.get(sessionId) : undefined;
    return session ?? this.guessing.missed(address);
  }

  /** @throws PodiumError 404 SESSION_UNKNOWN */
  async byId(sessionId: string): Promise<FrozenSession> {
    const session = ID_PATTERN.test(sessionId) ? await this.catalog.get(sessionId) : undefined;
    if (!session) throw sessionUnknown();
    return session;
  }

  async byIdOrPin(sessionIdOrPin: string, address: string): Promise<FrozenSession> {
    return PIN_PATTERN.test(sessionIdOrPin) ? this.byPin(sessionIdOrPin, address) : this.byId(sessionIdOrPin);
  }

  /** The host's own session. @throws PodiumError 404 SESSION_UNKNOWN, also for those of others */
  async owned(hostId: string, sessionId: string): Promise<FrozenSession> {
    const session = await this.byId(sessionId);
    if (session.hostId !== hostId) throw sessionUnknown();
    return session;
  }
}
