import { type ProblemCode, PROBLEMS } from '../../contracts/problems.js';
import type { FieldError } from '../../contracts/socket-events.js';

/** The parts of an error that a client gets besides its sentence. */
export interface ErrorDetails {
  /** The fields that are wrong. */
  errors?: FieldError[];
  /** Seconds after which a client can try again. */
  retryAfter?: number;
}

/** Values that the table of the contract does not have, or that differ from it. */
export interface ProblemOptions extends ErrorDetails {
  /** The fault and the remedy, where the caller knows it better than the table. */
  detail?: string;
  /** A host's command is refused with 409 for what is 404 or 410 elsewhere. */
  status?: 409;
}

/**
 * An error that a client can see: `code` is a stable name of the contract, `status` that of HTTP, `detail` a sentence for people.
 * The problem filter turns it into RFC 9457 `application/problem+json`. Make one with `problem`.
 */
export class PodiumError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly details: ErrorDetails;

  constructor(
    readonly code: ProblemCode,
    { status, detail, ...details }: ProblemOptions = {},
  ) {
    const [usualStatus, sentence] = PROBLEMS[code];
    super(detail ?? sentence);
    this.name = 'PodiumError';
    this.status = status ?? usualStatus;
    this.detail = this.message;
    this.details = details;
  }
}

/** `throw problem('QUIZ_UNKNOWN')`: the error of a code, with the status and the sentence that the contract has for it. */
export const problem = (code: ProblemCode, options?: ProblemOptions) => new PodiumError(code, options);

/** 400 with the fields that are wrong. */
export const invalidInput = (errors: FieldError[]) => problem('INVALID_INPUT', { errors });
