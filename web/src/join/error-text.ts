import type { Text } from '../locale/en.js';
import type { ApiError } from '@podium/client';

/** What went wrong in the reader's language where we know it, else in the server's words. */
export const errorText = (error: ApiError, t: Text): string =>
  (t.errors as Record<string, string>)[error.code] ??
  error.errors[0]?.message ??
  (error.message || t.errors.UNKNOWN);
