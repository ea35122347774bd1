/** What must not be. Each name is explained where it is looked for, in `check-*.ts`. */
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

/** What may be, and is worth knowing. */
export const ALLOWED = ['unacknowledged-counted', 'seat-unclaimed', 'redelivered'] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];
export type AllowedKind = (typeof ALLOWED)[number];

/** One thing that was noticed. */
export interface Finding {
  kind: ViolationKind | AllowedKind;
  /** None of a process' own trouble. */
  sessionId?: string;
  playerId?: string;
  questionId?: string;
  /** When it went wrong, or what went wrong began, by the clock of the history; where that is known. */
  at?: number;
  /** What was found and what should have been, for a reader. */
  detail: string;
}

/** Whether a kind is merely worth knowing. */
export const isAllowed = (kind: Finding['kind']): kind is AllowedKind =>
  (ALLOWED as readonly string[]).includes(kind);

/** Whether a finding speaks against the run. */
export const isViolation = ({ kind }: Finding): boolean => !isAllowed(kind);
