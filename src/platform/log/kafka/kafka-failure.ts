/** The meaning of a failed request to Kafka for the records in it. */
export type Failure =
  /** Refused for its size: its halves can be stored. */
  | 'too-large'
  /** A record in it is refused: without that one the others can be stored. */
  | 'poison'
  /** A broker answered, or there was no leader to ask: other partitions of the request can be stored all the same. */
  | 'answered'
  /** No answer. */
  | 'silent';

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const POISON = new Set(['INVALID_RECORD', 'CORRUPT_MESSAGE']);
/** Names of errors; every other error of kafkajs counts as silence. */
const ANSWERED = new Set(['KafkaJSProtocolError', 'KafkaJSBrokerNotFound', 'PartitionLeftOutError']);

interface KafkaError extends Error {
  /** Kafka's name for it, such as `MESSAGE_TOO_LARGE`. */
  type?: string;
}

/** kafkajs answered as if everything were stored, but its answer leaves out a partition. */
export class PartitionLeftOutError extends Error {
  override readonly name = 'PartitionLeftOutError';
}

/** The original error, which kafkajs wraps in others when it gives up. */
function rootOf(error: unknown): KafkaError {
  let root = error as KafkaError;
  for (let depth = 0; depth < 10 && root.cause instanceof Error; depth++) root = root.cause;
  return root;
}

export function failureOf(error: unknown): Failure {
  const { name, type = '' } = rootOf(error);
  if (TOO_LARGE.has(type)) return 'too-large';
  if (POISON.has(type)) return 'poison';
  return ANSWERED.has(name) ? 'answered' : 'silent';
}

/** The reason, in a few words. */
export function reasonOf(error: unknown): string {
  const { type, message } = rootOf(error);
  return (type ?? message).slice(0, 200);
}
