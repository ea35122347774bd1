import { once } from 'node:events';
import { connect } from 'node:net';
import type { Engine } from '../child.js';
import { kafkaId } from './kafka-nodes.js';

const ANSWER_MS = 1000;
const DESCRIBE_QUORUM = 55;
const METADATA_TOPIC = '__cluster_metadata';

const int16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
/** In Kafka's flexible messages a length is encoded as its value plus one; a short length takes one byte. */
const compact = (length: number) => Buffer.from([length + 1]);
const NO_TAGS = Buffer.from([0]);

/**
 * A DescribeQuorum request, version 0, for the partition that holds the cluster's own metadata. kafkajs has no such
 * call: the node that it calls the controller can be any broker. Kafka's own tool needs two seconds to start.
 */
function request(): Buffer {
  const body = Buffer.concat([
    int16(DESCRIBE_QUORUM),
    int16(0),
    int32(1),
    int16(-1),
    NO_TAGS,
    compact(1),
    compact(METADATA_TOPIC.length),
    Buffer.from(METADATA_TOPIC),
    compact(1),
    int32(0),
    NO_TAGS,
    NO_TAGS,
    NO_TAGS,
  ]);
  return Buffer.concat([int32(body.length), body]);
}

/** Reads the id of the leader: size, correlation, tags, error, one topic with its name, one partition. */
function leaderIn(answer: Buffer): number {
  const error = answer.readInt16BE(9);
  if (error !== 0) throw new Error(`Kafka refuses to describe its quorum: error ${error}`);
  const partition = 9 + 2 + 1 + 1 + METADATA_TOPIC.length + 1;
  return answer.readInt32BE(partition + 4 + 2);
}

async function askLeader({ host, port }: Engine): Promise<number> {
  const socket = connect({ host, port });
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    await once(socket, 'connect', { signal });
    socket.write(request());
    let answer = Buffer.alloc(0);
    while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
      const [data] = (await once(socket, 'data', { signal })) as [Buffer];
      answer = Buffer.concat([answer, data]);
    }
    return leaderIn(answer);
  } finally {
    socket.destroy();
  }
}

/** The current leader of Kafka's controllers; rejects when no broker knows one. */
export async function kafkaController({ kafka }: { kafka: Engine[] }): Promise<Engine> {
  const leader = await Promise.any(kafka.map(askLeader)).catch((cause: unknown) => {
    throw new Error('no broker of Kafka knows its controller', { cause });
  });
  const engine = kafka.find(({ name }) => kafkaId(name) === leader);
  if (!engine) throw new Error('Kafka has no controller at the moment');
  return engine;
}
