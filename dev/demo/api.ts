import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../src/contracts/rest.js';

/** A call the server refused, in its own words. */
export class Refused extends Error {}

/** Times a call is repeated after 429. */
const PATIENCE = 60;

interface Request {
  method?: 'GET' | 'POST';
  body?: object;
  token?: string;
}

/** Podium's REST. Waits as long as a 429 asks for, and calls again. */
export class Api {
  constructor(private readonly url: string) {}

  async call<Answer>(path: string, { method = 'POST', body, token }: Request = {}): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${this.url}/v1/${path}`, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      if (answer.ok) return (await answer.json()) as Answer;
      const problem = (await answer.json().catch(() => undefined)) as Problem | undefined;
      if (answer.status !== 429 || tries > PATIENCE) {
        throw new Refused(
          `${method} /v1/${path}: ${answer.status} ${problem?.code ?? ''} ${problem?.detail ?? ''}`,
        );
      }
      await sleep(1_000 * Number(answer.headers.get('retry-after') ?? 1));
    }
  }
}
