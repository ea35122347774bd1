import { isTracing, serve } from './spans.js';

type Handle = (payload: unknown, ack: (reply: unknown) => void) => void;

/**
 * A handler of a socket event with a span for each event, from its arrival to its acknowledgement. While tracing is off
 * the handler is given back as it is.
 */
export function tracedEvent(event: string, sessionId: string, handle: Handle): Handle {
  if (!isTracing()) return handle;
  const attributes = { 'podium.session.id': sessionId };
  return (payload, ack) =>
    serve(`socket ${event}`, { attributes }, (span) =>
      handle(payload, (reply) => {
        ack(reply);
        const { status } = (reply ?? {}) as { status?: string };
        if (status) span.setAttribute('podium.status', status);
        span.end();
      }),
    );
}
