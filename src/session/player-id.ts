import { createHash } from 'node:crypto';
import { nanoid } from 'nanoid';
import type { Nickname } from './nickname.js';

/** 72 bits, in the alphabet of ids. */
const LENGTH = 12;

/**
 * The id of a player who joins. When the client sends a key, the id follows from session, key and nickname, so that a join that
 * is sent again gives the same player. Without a key the id is random.
 */
export const playerIdOf = (sessionId: string, { folded }: Nickname, key?: string): string =>
  key === undefined
    ? nanoid(LENGTH)
    : createHash('sha256').update(`${sessionId} ${key} ${folded}`).digest('base64url').slice(0, LENGTH);
