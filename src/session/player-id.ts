import { createHash } from 'node:crypto';
import { nanoid } from 'nanoid';
import type { Nickname } from './nickname.js';

/** 72 bits, in the alphabet of ids. */
const LENGTH = 12;

/**
 * The id of a player who joins. With a key of the client's own it follows from key and nickname, so that the same join sent again is
 * the same player; without one it is a random one.
 */
export const playerIdOf = (sessionId: string, { folded }: Nickname, key?: string): string =>
  key === undefined
    ? nanoid(LENGTH)
    : createHash('sha256').update(`${sessionId} ${key} ${folded}`).digest('base64url').slice(0, LENGTH);
