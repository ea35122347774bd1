/** Kinds of findings that must not occur. `check-*.ts` explains each. */
export const VIOLATIONS = [
  'lost',
  'lost-in-kafka',
  'lost-in-redis',
  'seat-lost',
  'double',
  'points',
  'phantom',
  'refused-counted',
  'standing',
  'order',
  'version-back',
  'rev-back',
  'not-ended',
  'stale-state',
  'stale-board',
  'closed-early',
  'waited',
  'refused',
  'forgotten',
  'seat-twice',
  'late-in-kafka',
  'bound',
] as const;

/** Kinds of findings that can occur, and are worth knowing. */
export const ALLOWED = ['unacknowledged-counted', 'seat-unclaimed', 'redelivered'] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];
export type AllowedKind = (typeof ALLOWED)[number];

/** One finding of a check. */
export interface Finding {
  kind: ViolationKind | AllowedKind;
  /** Missing when the finding is about a process. */
  sessionId?: string;
  playerId?: string;
  questionId?: string;
  /** The time when it went wrong, or began to, by the clock of the history, if that is known. */
  at?: number;
  /** The found and the expected values, for a reader. */
  detail: string;
}

/** Whether a kind is merely worth knowing. */
export const isAllowed = (kind: Finding['kind']): kind is AllowedKind =>
  (ALLOWED as readonly string[]).includes(kind);

/** Whether a finding makes the run fail. */
export const isViolation = ({ kind }: Finding): boolean => !isAllowed(kind);
