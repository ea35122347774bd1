import { problem } from '../problems/podium-error.js';

export const tokenMissing = () => problem('TOKEN_MISSING');

export const tokenExpired = () => problem('TOKEN_EXPIRED');

/** Says nothing about what was wrong with it: a forger should not learn how far a forgery got. */
export const tokenInvalid = () => problem('TOKEN_INVALID');
