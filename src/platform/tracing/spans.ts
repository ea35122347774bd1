import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/**
 * Podium traces every REST request and socket event, the sending of their outbox events to Kafka, and the work of the worker
 * on these. Between processes a trace travels as W3C `traceparent`, in a header of the Kafka record.
 * Names and kinds follow OpenTelemetry's conventions for messaging.
 */
/** Undefined while tracing is off. */
let tracer: Tracer | undefined;

/** Called once a provider is registered; until then nothing here does anything. */
export const switchOn = (): void => void (tracer = trace.getTracer('podium'));
export const isTracing = (): boolean => tracer !== undefined;

/** @internal the context of a caller, from a carrier such as the headers of a request */
const contextOf = (carrier: object) => propagation.extract(ROOT_CONTEXT, carrier);

/** A span of work that was asked for from outside; `work` runs in it, and ends it. Only while tracing is on. */
export function serve<Result>(
  name: string,
  { carrier = {}, attributes }: { carrier?: object; attributes?: Attributes },
  work: (span: Span) => Result,
): Result {
  const origin = contextOf(carrier);
  const span = tracer!.startSpan(name, { kind: SpanKind.SERVER, attributes }, origin);
  return context.with(trace.setSpan(origin, span), () => work(span));
}

/** The trace of the work that runs now, as W3C `traceparent`; undefined when it is not traced. */
export function currentTraceparent(): string | undefined {
  if (!tracer || !trace.getActiveSpan()?.isRecording()) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/**
 * A span around work on records of many traces. It belongs to the first one's trace and has links to all. When no record is
 * traced, the work is not traced either.
 *
 * @param traceparents of the records that have one; called only while tracing is on
 */
export async function spanOf<Result>(
  name: string,
  kind: 'producer' | 'consumer',
  traceparents: () => string[],
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  const origins = tracer ? traceparents().map((traceparent) => contextOf({ traceparent })) : [];
  if (!tracer || origins.length === 0) return work();
  const links = origins.flatMap((origin) => {
    const linked = trace.getSpanContext(origin);
    return linked ? [{ context: linked }] : [];
  });
  const spanKind = kind === 'producer' ? SpanKind.PRODUCER : SpanKind.CONSUMER;
  return tracer.startActiveSpan(name, { kind: spanKind, links, attributes }, origins[0]!, ended(work));
}

/** A span of a call to another system, within a span that is active already. */
export async function call<Result>(
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!tracer || !trace.getActiveSpan()) return work();
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, ended(work));
}

const ended =
  <Result>(work: () => Promise<Result>) =>
  async (span: Span): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      fail(span, (error as Error).message);
      throw error;
    } finally {
      span.end();
    }
  };

export const fail = (span: Span, message?: string): void => {
  span.setStatus({ code: SpanStatusCode.ERROR, message });
};
