import type { Environment } from '../config/environment.js';
import { switchOn } from './spans.js';

/** Most links of a span: an append to Kafka has up to this many records. */
const MOST_LINKS = 2_000;

let shutDown = async (): Promise<void> => undefined;

/**
 * Sends traces to `OTEL_EXPORTER_OTLP_ENDPOINT`, when there is one. The SDK is loaded only then, and reads the other
 * variables of OpenTelemetry itself (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_BSP_…`):
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export async function startTracing(env: Environment): Promise<void> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const url = `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'podium',
      'service.name': env.OTEL_SERVICE_NAME || `podium-${env.ROLE}`,
      'service.instance.id': env.NODE_NAME,
    }),
    spanLimits: { linkCountLimit: MOST_LINKS },
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  shutDown = () => provider.shutdown();
  switchOn();
}

/** Sends the spans that are not sent yet, and ends tracing. */
export const endTracing = (): Promise<void> => shutDown();
