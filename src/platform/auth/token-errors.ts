import { PodiumError } from '../problems/podium-error.js';

export const tokenMissing = () =>
  new PodiumError(401, 'TOKEN_MISSING', 'Send a token in the header Authorization: Bearer <token>.');

export const tokenExpired = () =>
  new PodiumError(401, 'TOKEN_EXPIRED', 'The token has expired; get a new one.');

/** Says nothing about what was wrong with it: a forger should not learn how far a forgery got. */
export const tokenInvalid = () => new PodiumError(401, 'TOKEN_INVALID', 'The token is not valid here.');
