/** What an error of a request to Kafka means for the records in it. */
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
/** By the name of the error; whatever else happens in kafkajs counts as silence. */
const ANSWERED = new Set(['KafkaJSProtocolError', 'KafkaJSBrokerNotFound', 'PartitionLeftOutError']);

interface KafkaError extends Error {
  /** Kafka's name of it, such as `MESSAGE_TOO_LARGE`. */
  type?: string;
}

/** kafkajs answered as if all were stored, but said nothing of a partition. */
export class PartitionLeftOutError extends Error {
  override readonly name = 'PartitionLeftOutError';
}

/** The error below those that kafkajs wraps it in when it gives up. */
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

/** Why, in a few words. */
export function reasonOf(error: unknown): string {
  const { type, message } = rootOf(error);
  return (type ?? message).slice(0, 200);
}
