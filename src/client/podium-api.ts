import type { Joined, PinLookup, Problem } from '../contracts/rest.js';
import type { FieldError } from '../contracts/socket-events.js';

/** What the server said is wrong; `code` is stable, 0 as `status` means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Of a host. */
  token?: string;
}

const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, 1_000 * seconds));

/** Podium's REST; every refusal is an ApiError. */
export class PodiumApi {
  /**
   * @param url where Podium is, such as `https://quiz.example.org`; the page's own origin when left out
   * @param patience times that a call is repeated after a 429, each time as late as its `Retry-After` asks for
   */
  constructor(
    private readonly url = '',
    private readonly patience = 0,
  ) {}

  /** What a PIN leads to. @throws ApiError */
  lookUp(pin: string): Promise<PinLookup> {
    return this.call(`/v1/pins/${encodeURIComponent(pin)}`);
  }

  /** Takes a seat by PIN or session id: a token for the socket, and all to show until it is connected. @throws ApiError */
  join(session: string, nickname: string): Promise<Joined> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/players`;
    return this.call(path, { method: 'POST', body: { nickname } });
  }

  /** The answer to a call; undefined to a 204. @throws ApiError */
  async call<Answer>(path: string, given?: Call): Promise<Answer> {
    const response = await this.respond(path, given);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** A response that is no refusal, its body unread. @throws ApiError */
  async respond(path: string, given: Call = {}): Promise<Response> {
    for (let repeats = 0; ; repeats++) {
      const response = await this.send(path, given);
      if (response.ok) return response;
      const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
      if (response.status !== 429 || repeats >= this.patience) {
        throw new ApiError(response.status, problem.code ?? 'UNKNOWN', problem.detail ?? '', problem.errors);
      }
      await pause(Number(response.headers.get('retry-after') ?? 1));
    }
  }

  private async send(path: string, { method = 'GET', body, token }: Call): Promise<Response> {
    const headers = new Headers();
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (token) headers.set('authorization', `Bearer ${token}`);
    try {
      return await fetch(this.url + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new ApiError(0, 'UNREACHABLE', `${this.url || 'the server'} could not be reached`);
    }
  }
}
