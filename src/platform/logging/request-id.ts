import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nanoid } from 'nanoid';
import { isProbe } from '../http/probes.js';

const HEADER = 'x-request-id';
/** The form of the ids that load balancers send; other texts could bring line breaks or very long lines into the log. */
const SANE_ID = /^[A-Za-z0-9_.-]{1,64}$/;

const current = new AsyncLocalStorage<string>();

// ADR 14: why a request makes no logger of its own.
/** pino adds the result to each line when it writes the line: the id of the request that the line is about. */
export function requestMixin(): { reqId?: string } {
  const reqId = current.getStore();
  return reqId === undefined ? {} : { reqId };
}

/** The caller's request id when it is sane, a new one otherwise. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers[HEADER];
  return typeof given === 'string' && SANE_ID.test(given) ? given : nanoid();
}

/**
 * Express middleware: gives a request its id before its body is read, so that a refused body has an id too. The answer
 * contains the id, and so does every line that is logged for the request.
 */
export function nameRequest(
  request: IncomingMessage & { id?: unknown },
  response: ServerResponse,
  next: () => void,
): void {
  const id = requestId(request);
  request.id = id;
  response.setHeader(HEADER, id);
  // The first use of a context makes every promise of the process more expensive. A ws node gets only probes and avoids it.
  if (isProbe(request)) next();
  else current.run(id, next);
}
