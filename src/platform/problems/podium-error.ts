import type { FieldError } from '../../contracts/socket-events.js';

/** What an error tells a client beyond its sentence. */
export interface ErrorDetails {
  errors?: FieldError[];
  /** Seconds after which a client may try again. */
  retryAfter?: number;
}

/**
 * An error a client may see. `code` is a stable SCREAMING_SNAKE name of the contract, `detail` says what was wrong
 * and what to do. The problem filter turns it into RFC 9457 `application/problem+json`.
 */
export class PodiumError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly details: ErrorDetails = {},
  ) {
    super(detail);
    this.name = 'PodiumError';
  }
}

/** 400 with the fields that are wrong. */
export const invalidInput = (errors: FieldError[]) =>
  new PodiumError(400, 'INVALID_INPUT', 'Some fields are missing or out of bounds.', { errors });
