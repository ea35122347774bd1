import type { Joined, PinLookup, Problem } from '../contracts/rest.js';
import type { FieldError } from '../contracts/socket-events.js';
import { newJoinKey } from './join-key.js';

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
  /** A host's token. */
  token?: string;
  /** How long an answer may take. */
  withinMs?: number;
}

/** A join is sent so often, each time twice as late, while the server can't be reached or is not ready. */
const JOIN_TRIES = 4;
const JOIN_AGAIN_S = 0.5;
/** No answer to a join within this time is none. */
const JOIN_MS = 8_000;

/** Out of reach, or a load balancer or server that says so for the moment. */
const isPassing = ({ status }: ApiError) =>
  status === 0 || status === 502 || status === 503 || status === 504;

/** A server of before there were keys, such as one that is replaced just now. A key that is wrong is for the caller to mend. */
const knowsNoKey = ({ status, errors }: ApiError) =>
  status === 400 && errors.some(({ path, message }) => path === 'key' && message === 'is not a known field');

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

  /**
   * Takes a seat by PIN or session id: a token for the socket, and all to show until it is connected. Sent again while no answer
   * comes, which has the same seat.
   *
   * @param key of `newJoinKey`, for a caller that may join once more after this has failed
   * @throws ApiError
   */
  async join(session: string, nickname: string, key = newJoinKey()): Promise<Joined> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/players`;
    let call: Call = { method: 'POST', body: { nickname, key }, withinMs: JOIN_MS };
    for (let tries = 1; ; tries++) {
      try {
        return await this.call(path, call);
      } catch (error) {
        if (!(error instanceof ApiError) || tries === JOIN_TRIES) throw error;
        if (knowsNoKey(error)) {
          call = { ...call, body: { nickname } };
          continue;
        }
        if (!isPassing(error)) throw error;
        await pause(JOIN_AGAIN_S * 2 ** (tries - 1));
      }
    }
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

  private async send(path: string, { method = 'GET', body, token, withinMs }: Call): Promise<Response> {
    const headers = new Headers();
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (token) headers.set('authorization', `Bearer ${token}`);
    // AbortSignal.timeout is missing on older phones.
    const late = new AbortController();
    const timer = withinMs === undefined ? undefined : setTimeout(() => late.abort(), withinMs);
    try {
      return await fetch(this.url + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: late.signal,
      });
    } catch {
      throw new ApiError(0, 'UNREACHABLE', `${this.url || 'the server'} could not be reached`);
    } finally {
      clearTimeout(timer);
    }
  }
}
