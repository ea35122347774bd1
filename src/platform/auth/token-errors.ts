import { problem } from '../problems/podium-error.js';

export const tokenMissing = () => problem('TOKEN_MISSING');

export const tokenExpired = () => problem('TOKEN_EXPIRED');

/** It does not say which check failed: a forger should not learn how far a forgery got. */
export const tokenInvalid = () => problem('TOKEN_INVALID');
