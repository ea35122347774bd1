import { isTracing, serve } from './spans.js';

type Handle<Member> = (member: Member, payload: unknown, ack: (reply: unknown) => void) => void;
/** The part of a socket that its spans contain. */
interface Member {
  data: { session: { sessionId: string } };
}

/**
 * A handler of a socket event with a span for each event, from its arrival to its acknowledgement. While tracing is off,
 * the handler is returned as it is.
 */
export function tracedEvent<Socket extends Member>(event: string, handle: Handle<Socket>): Handle<Socket> {
  if (!isTracing()) return handle;
  return (socket, payload, ack) =>
    serve(`socket ${event}`, { attributes: { 'podium.session.id': socket.data.session.sessionId } }, (span) =>
      handle(socket, payload, (reply) => {
        ack(reply);
        const { status } = (reply ?? {}) as { status?: string };
        if (status) span.setAttribute('podium.status', status);
        span.end();
      }),
    );
}
