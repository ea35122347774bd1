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
  'not-ended',
] as const;

/** What may be, and is worth knowing. */
export const ALLOWED = ['unacknowledged-counted', 'seat-unclaimed', 'redelivered'] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];
export type AllowedKind = (typeof ALLOWED)[number];

/** One thing that was noticed. */
export interface Finding {
  kind: ViolationKind | AllowedKind;
  sessionId: string;
  playerId?: string;
  questionId?: string;
  /** What was found and what should have been, for a reader. */
  detail: string;
}

/** Whether a kind is merely worth knowing. */
export const isAllowed = (kind: Finding['kind']): kind is AllowedKind =>
  (ALLOWED as readonly string[]).includes(kind);

/** Whether a finding speaks against the run. */
export const isViolation = ({ kind }: Finding): boolean => !isAllowed(kind);
