import type { Joined, PinLookup, Problem } from '../contracts/rest.js';
import type { FieldError } from '../contracts/socket-events.js';
import { newJoinKey } from './join-key.js';

/** An error that the server reported. Its `code` is stable; a `status` of 0 means that the server could not be reached. */
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
  /** How long to wait for an answer, in milliseconds; for ever when left out. */
  withinMs?: number;
}

/** How often a join is sent, with a wait that doubles each time, while the server can't be reached or is not ready. */
const JOIN_TRIES = 4;
const JOIN_AGAIN_S = 0.5;
/** A join without an answer within this time counts as not answered. */
const JOIN_MS = 8_000;

/** The server can't be reached, or it or a load balancer reports that it is not available at the moment. */
const isPassing = ({ status }: ApiError) =>
  status === 0 || status === 502 || status === 503 || status === 504;

/** The server is older than join keys, such as one that is being replaced. A wrong key is an error of the caller. */
const knowsNoKey = ({ status, errors }: ApiError) =>
  status === 400 && errors.some(({ path, message }) => path === 'key' && message === 'is not a known field');

const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, 1_000 * seconds));

/** Podium's REST interface; every refusal is thrown as an ApiError. */
export class PodiumApi {
  /**
   * @param url where Podium is, such as `https://quiz.example.org`; the page's own origin when left out
   * @param patience how often a call is repeated after a 429, each time after the wait that its `Retry-After` asks for
   */
  constructor(
    private readonly url = '',
    private readonly patience = 0,
  ) {}

  /** Looks up the session of a PIN. @throws ApiError */
  lookUp(pin: string): Promise<PinLookup> {
    return this.call(`/v1/pins/${encodeURIComponent(pin)}`);
  }

  /**
   * Takes a seat by PIN or session id. The answer has a token for the socket, and everything to show until that is connected. The
   * join is sent again while no answer comes; with the same key it gets the same seat.
   *
   * @param key from `newJoinKey`, for a caller that can try the join once more after this has failed
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

  /** The body of the answer to a call; undefined for a 204. @throws ApiError */
  async call<Answer>(path: string, given?: Call): Promise<Answer> {
    const response = await this.respond(path, given);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** The response to a call that was not refused, with its body unread. @throws ApiError */
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
