import type { Message } from 'kafkajs';
import type { LogRecord } from '../event-log.js';
import type { Lane } from './kafka-lane.js';
import type { KafkaTopology } from './kafka-topology.js';

/** Most bytes of one request, over all of its partitions. */
const REQUEST_BYTES = 4 * 1024 * 1024;
/** Bytes that a record, or a header of it, takes besides its texts; rounded up. */
const OVERHEAD_BYTES = 32;
/** Most bytes of a character of a JavaScript string in UTF-8. */
const BYTES_A_CHARACTER = 3;

/** Records of one partition that are sent together. */
export interface Parcel {
  topic: string;
  lane: Lane;
  /** Broker that leads the partition, as far as it is known. */
  leader?: number;
  /** Places of the records in the list that `append` received. */
  places: number[];
  messages: Message[];
  /** The most bytes that they can have. */
  bytes: number;
}

/** An upper bound that is cheap to compute; for nearly every parcel it is far below any limit. */
const roughBytes = ({ key, value, headers }: LogRecord): number =>
  OVERHEAD_BYTES + BYTES_A_CHARACTER * (key.length + value.length) + headerBytes(headers);

const exactBytes = ({ key, value, headers }: Message): number =>
  OVERHEAD_BYTES +
  Buffer.byteLength(key as string) +
  Buffer.byteLength(value as string) +
  headerBytes(headers as LogRecord['headers']);

function headerBytes(headers: LogRecord['headers']): number {
  let bytes = 0;
  for (const name in headers) {
    bytes += OVERHEAD_BYTES + BYTES_A_CHARACTER * (name.length + headers[name]!.length);
  }
  return bytes;
}

/** Groups records by the partition that each has to go to; a record without a topic is left out. */
export function pack(records: LogRecord[], topology: KafkaTopology): Parcel[] {
  const parcels = new Map<Lane, Parcel>();
  for (let place = 0; place < records.length; place++) {
    const record = records[place]!;
    const { topic, key, value, headers } = record;
    if (!topic) continue;
    const { lane, leader, partition } = topology.wayOf(topic, key);
    let parcel = parcels.get(lane);
    if (!parcel) {
      parcel = { topic, lane, leader, places: [], messages: [], bytes: 0 };
      parcels.set(lane, parcel);
    }
    parcel.places.push(place);
    parcel.messages.push(headers ? { key, value, headers, partition } : { key, value, partition });
    parcel.bytes += roughBytes(record);
  }
  return [...parcels.values()];
}

function part(parcel: Parcel, from: number, to: number): Parcel {
  const messages = parcel.messages.slice(from, to);
  const bytes = messages.reduce((sum, message) => sum + exactBytes(message), 0);
  return { ...parcel, places: parcel.places.slice(from, to), messages, bytes };
}

export function halves(parcel: Parcel): [Parcel, Parcel] {
  const middle = Math.ceil(parcel.messages.length / 2);
  return [part(parcel, 0, middle), part(parcel, middle, parcel.messages.length)];
}

/** Cuts a parcel so that no piece is larger than its partition takes, except for single records. */
function pieces(parcel: Parcel): Parcel[] {
  const limit = parcel.lane.limitBytes;
  if (parcel.bytes <= limit) return [parcel];
  const cut: Parcel[] = [];
  let [from, bytes] = [0, 0];
  for (const [place, message] of parcel.messages.entries()) {
    const more = exactBytes(message);
    if (place > from && bytes + more > limit) {
      cut.push(part(parcel, from, place));
      [from, bytes] = [place, 0];
    }
    bytes += more;
  }
  cut.push(part(parcel, from, parcel.messages.length));
  return cut;
}

/**
 * The requests that these parcels make: each has at most one piece of a partition, and `REQUEST_BYTES` in all, unless a
 * single record is larger.
 */
export function requestsOf(parcels: Parcel[]): Parcel[][] {
  const cut = parcels.map(pieces);
  const requests: Parcel[][] = [];
  for (let turn = 0; cut.some((some) => some.length > turn); turn++) {
    let bytes = Infinity;
    for (const some of cut) {
      const piece = some[turn];
      if (!piece) continue;
      if (bytes + piece.bytes > REQUEST_BYTES) {
        requests.push([]);
        bytes = 0;
      }
      requests.at(-1)!.push(piece);
      bytes += piece.bytes;
    }
  }
  return requests;
}
