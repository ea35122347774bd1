import type { Problem } from '@contracts/rest.js';

/** What the server said is wrong; `code` is stable, 0 as `status` means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: { path: string; message: string }[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  token?: string;
}

/** A response of the server. @throws ApiError */
export async function respond(path: string, { method = 'GET', body, token }: Call = {}): Promise<Response> {
  const headers = new Headers();
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (token) headers.set('authorization', `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, 'UNREACHABLE', 'the server could not be reached');
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new ApiError(response.status, problem.code ?? 'UNKNOWN', problem.detail ?? '', problem.errors);
}

/** The answer to a call. @throws ApiError */
export async function call<Answer>(path: string, given?: Call): Promise<Answer> {
  const response = await respond(path, given);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}
