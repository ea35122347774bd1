import type { IncomingMessage, ServerResponse } from 'node:http';
import { nanoid } from 'nanoid';

const HEADER = 'x-request-id';
/** What load balancers send; anything else could carry line breaks or a novel into the log. */
const SANE_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** The caller's request id when it is sane, a new one otherwise; the answer carries it back. */
export function requestId(request: IncomingMessage & { id?: unknown }, response: ServerResponse): string {
  if (typeof request.id === 'string') return request.id;
  const given = request.headers[HEADER];
  const id = typeof given === 'string' && SANE_ID.test(given) ? given : nanoid();
  response.setHeader(HEADER, id);
  return id;
}

/** Express middleware: names a request before its body is read, so that a refused body has an id too. */
export function nameRequest(
  request: IncomingMessage & { id?: unknown },
  response: ServerResponse,
  next: () => void,
): void {
  request.id = requestId(request, response);
  next();
}
