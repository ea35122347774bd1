import type { Problem } from '../../../src/contracts/rest.js';
import { backoffMs, pause } from './clock.js';

/** A refusal that stays the same however often the call is repeated. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
  }
}

/** The load ended before the call was answered. */
export class Stopped extends Error {}

export interface Call {
  method?: 'GET' | 'POST';
  body?: object;
  token?: string;
}

const TIMEOUT_MS = 5_000;
const TOO_MANY = 429;
const MOST_PATIENCE_MS = 5_000;

/** Podium's REST API, called until it answers. */
export class Rest {
  constructor(
    private readonly url: string,
    private readonly onRetry: () => void,
  ) {}

  /**
   * Repeats the call after network errors, 5xx and 429, so that its effect can already exist.
   *
   * @param stop checked between tries: an answer on its way is still read
   * @throws Refused for any other status, Stopped
   */
  async insist<Answer>(path: string, call: Call, stop: AbortSignal): Promise<Answer> {
    for (;;) {
      if (stop.aborted) throw new Stopped(path);
      const answer = await this.once<Answer>(path, call);
      if ('body' in answer) return answer.body;
      this.onRetry();
      await pause(answer.retryMs, stop);
    }
  }

  /** Makes one try. @returns the answer, or the time until the next try. @throws Refused */
  private async once<Answer>(
    path: string,
    { method = 'POST', body, token }: Call,
  ): Promise<{ body: Answer } | { retryMs: number }> {
    let answer: Response;
    let json: unknown;
    try {
      answer = await fetch(`${this.url}/v1/${path}`, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      json = await answer.json();
    } catch {
      // Nobody answers, the connection breaks, the time is over, or the load balancer itself answers, which is not JSON.
      return { retryMs: backoffMs() };
    }
    if (answer.ok) return { body: json as Answer };
    if (answer.status >= 500 || answer.status === TOO_MANY) {
      const wished = Number(answer.headers.get('retry-after') ?? 0) * 1_000;
      return { retryMs: Math.min(wished, MOST_PATIENCE_MS) + backoffMs() };
    }
    throw new Refused(answer.status, (json as Partial<Problem>).code ?? '', `${method} ${path}`);
  }
}
