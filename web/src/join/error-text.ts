import type { Text } from '../locale/en.js';
import type { ApiError } from '@podium/client';

/** The error in the reader's language where there is a text for it, otherwise in the server's words. */
export const errorText = (error: ApiError, t: Text): string =>
  (t.errors as Record<string, string>)[error.code] ??
  error.errors[0]?.message ??
  (error.message || t.errors.UNKNOWN);
