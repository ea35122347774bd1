import {
  ALLOWED,
  type AllowedKind,
  type Finding,
  isAllowed,
  isViolation,
  VIOLATIONS,
  type ViolationKind,
} from './findings.js';

export interface Totals {
  sessions: number;
  players: number;
  /** Answers that were acknowledged with `accepted` or `duplicate` at least once. */
  acknowledged: number;
  /** The number of attempts, including retries. */
  attempts: number;
  /** Answers never acknowledged, and how many of them count all the same. */
  unacknowledged: number;
  unacknowledgedCounted: number;
  /** Leaderboard messages whose versions were compared. */
  boards: number;
  /** Sessions whose keys Redis still has. */
  sessionsInRedis: number;
  /** Events that still wait in Redis' outboxes: while there are any, `lost` can simply mean `late`. */
  outbox: number;
  /** Messages of the answers topic that are no events. */
  unreadableEvents: number;
  /** Sessions whose final order was not judged, because their scores are disputed already. */
  ordersNotJudged: number;
}

export interface Verdict {
  /** Whether there is no violation. */
  ok: boolean;
  counts: {
    violations: Record<ViolationKind, number>;
    allowed: Record<AllowedKind, number>;
  };
  totals: Totals;
  /** All findings, in the order of the checks. */
  findings: Finding[];
}

const zeros = <Kind extends string>(kinds: readonly Kind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;

/** Counts findings by kind. */
export function toVerdict(findings: Finding[], totals: Totals): Verdict {
  const violations = zeros(VIOLATIONS);
  const allowed = zeros(ALLOWED);
  for (const { kind } of findings) {
    if (isAllowed(kind)) allowed[kind]++;
    else violations[kind]++;
  }
  return { ok: !findings.some(isViolation), counts: { violations, allowed }, totals, findings };
}
