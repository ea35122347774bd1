import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nanoid } from 'nanoid';
import { isProbe } from '../http/probes.js';

const HEADER = 'x-request-id';
/** What load balancers send; anything else could carry line breaks or a novel into the log. */
const SANE_ID = /^[A-Za-z0-9_.-]{1,64}$/;

const current = new AsyncLocalStorage<string>();

// ADR 14: why a request makes no logger of its own.
/** For pino, which adds it to a line as it is written: the request that the line is about. */
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
 * Express middleware: names a request, before its body is read, so that a refused body has an id too. The answer carries it
 * back, and so does every line that is logged on its behalf.
 */
export function nameRequest(
  request: IncomingMessage & { id?: unknown },
  response: ServerResponse,
  next: () => void,
): void {
  const id = requestId(request);
  request.id = id;
  response.setHeader(HEADER, id);
  // The first use of a context makes every promise of the process dearer: a ws node, which is only probed, never comes to it.
  if (isProbe(request)) next();
  else current.run(id, next);
}
