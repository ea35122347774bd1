import { Injectable } from '@nestjs/common';
import { RebuildRequests } from './rebuild-requests.js';
import { sessionNotBack, sessionUnknown } from './session-problems.js';

// ADR 17: why a session that lacks a part is lost.
/**
 * Runs work on a session that Redis can have lost. When the work finds that Redis lacks the session, or a part of it, the workers
 * are asked to rebuild it, and the work is done once more.
 */
@Injectable()
export class SessionRevival {
  constructor(private readonly rebuilds: RebuildRequests) {}

  /**
   * @param sessionId must certainly be the id of a session: see `RebuildRequests.ask`
   * @param work resolves to null or undefined when Redis does not have the session
   * @throws PodiumError 404 `SESSION_UNKNOWN` when no store knows the session, 503 `BUSY` when it is not back yet
   */
  async ask<Answer>(sessionId: string, work: () => Promise<Answer | null | undefined>): Promise<Answer> {
    const answer = await work();
    if (answer !== null && answer !== undefined) return answer;
    const outcome = await this.rebuilds.ask(sessionId);
    if (outcome === 'unknown') throw sessionUnknown();
    const again = outcome === 'there' ? await work() : undefined;
    if (again === null || again === undefined) throw sessionNotBack();
    return again;
  }
}
