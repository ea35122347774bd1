import { Injectable } from '@nestjs/common';
import { PodiumError } from '../platform/problems/podium-error.js';
import { RebuildRequests } from './rebuild-requests.js';
import { sessionUnknown } from './session-problems.js';

/** For a session that exists, but can't be asked at the moment. */
const notYet = () =>
  new PodiumError(503, 'BUSY', 'The session could not be asked right now; try again in a moment.', {
    retryAfter: 1,
  });

/**
 * The one way to ask something of a session: what finds that Redis has lost the session, or a part of it, has it brought back
 * and is done once more.
 */
@Injectable()
export class SessionRevival {
  constructor(private readonly rebuilds: RebuildRequests) {}

  /**
   * @param sessionId certain to be the id of a session: see `RebuildRequests.ask`
   * @param work resolves to null or undefined when Redis does not have the session
   * @throws PodiumError 404 `SESSION_UNKNOWN` when no store knows the session, 503 `BUSY` when it is not back yet
   */
  async ask<Answer>(sessionId: string, work: () => Promise<Answer | null | undefined>): Promise<Answer> {
    const answer = await work();
    if (answer !== null && answer !== undefined) return answer;
    const outcome = await this.rebuilds.ask(sessionId);
    if (outcome === 'unknown') throw sessionUnknown();
    const again = outcome === 'there' ? await work() : undefined;
    if (again === null || again === undefined) throw notYet();
    return again;
  }
}
