import type { Problem } from '../../src/contracts/rest.js';

export interface RestRequest {
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

export interface RestAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

const TIMEOUT_MS = 15_000;

/** Sends one request and returns any answer. */
export async function call<Body = Problem>(
  method: string,
  url: string,
  { body, token, headers = {} }: RestRequest = {},
): Promise<RestAnswer<Body>> {
  const answer = await fetch(url, {
    method,
    headers: {
      // The connection is not reused, since it could end while it is idle: a failed request must have a meaning.
      connection: 'close',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** A status that a test did not expect. */
export class RequestFailed extends Error {
  constructor(
    request: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${request} answered ${status}: ${JSON.stringify(problem)}`);
  }
}

/** One request that has to succeed. @throws RequestFailed */
export async function ok<Body>(method: string, url: string, request: RestRequest = {}): Promise<Body> {
  const { status, body } = await call<Body>(method, url, request);
  if (status >= 300) throw new RequestFailed(`${method} ${url}`, status, body as Problem);
  return body;
}
