import { ALLOWED, type Finding, VIOLATIONS } from './findings.js';
import type { Totals, Verdict } from './verdict.js';

/** The number of findings of one kind that are printed, and of an allowed kind; the others are only counted. */
const SHOWN = 50;
const SHOWN_ALLOWED = 3;

/** A report for people: what was judged and what was found, with a limited number of findings of each kind. */
export function renderVerdict(verdict: Verdict, shown = SHOWN): string {
  const { ok, totals, findings } = verdict;
  const { violations, allowed } = verdict.counts;
  const lines = [summary(totals), ''];
  const list = (kinds: readonly Finding['kind'][], counts: Record<string, number>, most = shown) => {
    for (const kind of kinds.filter((name) => counts[name]! > 0)) {
      lines.push(`  ${kind}: ${counts[kind]}`);
      const ofKind = findings.filter((finding) => finding.kind === kind);
      for (const finding of ofKind.slice(0, most)) lines.push(`    ${describe(finding)}`);
      if (ofKind.length > most) lines.push(`    … and ${ofKind.length - most} more`);
    }
  };
  if (ok) {
    lines.push('No violation.');
  } else {
    lines.push('Violations:');
    list(VIOLATIONS, violations);
  }
  if (ALLOWED.some((kind) => allowed[kind] > 0)) {
    lines.push('', 'Allowed:');
    list(ALLOWED, allowed, Math.min(shown, SHOWN_ALLOWED));
  }
  return lines.join('\n');
}

function summary(totals: Totals): string {
  const { sessions, players, acknowledged, attempts, unacknowledged, unacknowledgedCounted } = totals;
  const lines = [
    `${sessions} sessions, ${players} players, ${acknowledged} answers acknowledged in ${attempts} attempts;`,
    `${unacknowledged} answers never acknowledged, ${unacknowledgedCounted} of them counted;`,
    `${totals.boards} leaderboards; ${totals.sessionsInRedis} sessions still in Redis.`,
  ];
  if (totals.outbox > 0)
    lines.push(`${totals.outbox} events still wait in Redis: what is lost may only be late.`);
  if (totals.unreadableEvents > 0) lines.push(`${totals.unreadableEvents} messages in Kafka are no events.`);
  if (totals.ordersNotJudged > 0) {
    lines.push(`The order of ${totals.ordersNotJudged} sessions was not judged: their scores are disputed.`);
  }
  return lines.join('\n');
}

function describe({ sessionId, playerId, questionId, detail, at }: Finding): string {
  const when = at === undefined ? '' : ` (at ${new Date(at).toISOString().slice(11, 23)})`;
  if (sessionId === undefined) return `${detail}${when}`;
  const player = playerId === undefined ? '' : `, player ${playerId}`;
  const question = questionId === undefined ? '' : `, question ${questionId}`;
  return `session ${sessionId}${player}${question}: ${detail}${when}`;
}
