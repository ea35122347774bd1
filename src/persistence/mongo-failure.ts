import { mongo } from 'mongoose';

/**
 * Codes of MongoDB that say nothing about a document: a primary on its way to another node, a lock, a limit of time, disk or
 * memory, a right that is missing, a rule of validation. A document that is refused with one of them is valid, and waits.
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
const PASSING = new Set([
  6, 7, 13, 18, 24, 26, 43, 46, 50, 61, 63, 64, 70, 79, 82, 89, 91, 100, 107, 112, 117, 121, 133, 134, 146,
  150, 189, 202, 203, 237, 241, 246, 250, 262, 290, 301, 317, 358, 384, 9001, 10058, 10107, 11600, 11601,
  11602, 13388, 13435, 13436, 14031, 50915,
]);

/** Codes of a whole command that a single one of its documents can cause. */
const OF_A_DOCUMENT = new Set([2, 9, 14, 15, 22, 10_334]);
/** Errors that the driver throws before it sends anything. */
const LOCAL = new Set(['BSONError', 'BSONRuntimeError', 'MongoInvalidArgumentError']);

/** An operation of a bulk write that failed. */
export interface WriteFailure {
  /** Its place in the bulk write. */
  index: number;
  code: number;
  reason: string;
}

/** Whether a write error of one operation is not caused by that operation. */
export const isPassing = ({ code }: WriteFailure): boolean => PASSING.has(code);

/**
 * The operations of a bulk write that failed.
 *
 * @throws the error when it is about the whole write: then each of the operations can have been written or not
 */
export function failuresOf(error: unknown): WriteFailure[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  // Without any write error, the driver or the whole command has failed, although the class is that of a bulk write's error.
  if (failures.length === 0 || error.result.getWriteConcernError()) throw error;
  return failures.map(({ index, code, errmsg }) => ({ index, code, reason: errmsg ?? `code ${code}` }));
}

/** Where the error of a whole bulk write comes from. */
export function causeOf(error: unknown): 'the driver' | 'a document' | 'the server' | 'no answer' {
  const { name, code } = error as { name?: string; code?: unknown };
  if (LOCAL.has(name ?? '')) return 'the driver';
  if (typeof code !== 'number') return 'no answer';
  return OF_A_DOCUMENT.has(code) ? 'a document' : 'the server';
}
