import { invalidInput } from '../problems/podium-error.js';

/** The position at which a page of a list ordered by (time, id) ended. */
export interface Position {
  /** Milliseconds since the epoch. */
  at: number;
  id: string;
}

const POSITION = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/;

/** The position as the opaque `nextCursor` of the contract. */
export const encodeCursor = ({ at, id }: Position): string =>
  Buffer.from(`${at}.${id}`).toString('base64url');

/** @throws PodiumError 400 for a cursor that no list of this server gave */
export function decodeCursor(cursor: string): Position {
  const match = POSITION.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match) throw invalidInput([{ path: 'cursor', message: 'must be a nextCursor that this server gave' }]);
  return { at: Number(match[1]), id: match[2]! };
}
