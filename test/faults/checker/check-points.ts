import type { StoredAnswer } from './evidence.js';
import { grade } from './grade.js';
import { type JoinedAnswer, madeUpIn, STORE_NAMES, STORES, whose } from './join-answers.js';
import { rulePoints } from './rule-points.js';
import { sameValue } from './stable-json.js';
import type { Finding } from './findings.js';

/** The grace: an answer that comes at most this late still counts. */
const GRACE_MS = 250;
/** A different order of operations changes the fraction of a partly right number by at most this. */
const ROUNDING = 1e-9;

/**
 * `points`: the points that a player received, that MongoDB, Kafka and Redis hold, and that the rule gives for the answer are
 * not the same; or stores hold different answers.
 */
export function checkPoints(answers: JoinedAnswer[]): Finding[] {
  return answers.flatMap((answer) => {
    // An answer that nobody sent deserves no points at all: `phantom` reports it.
    if (madeUpIn(answer).length > 0) return [];
    const problems = [...disagreements(answer), ...againstTheRule(answer)];
    if (problems.length === 0) return [];
    return [
      { kind: 'points' as const, ...whose(answer), detail: `${problems.join('; ')} (${overview(answer)})` },
    ];
  });
}

function disagreements(answer: JoinedAnswer): string[] {
  const { history, session } = answer;
  const told = history?.toldPoints ?? [];
  const problems: string[] = [];
  if (told.length > 1) problems.push('told different points');
  const stored = STORES.flatMap((store) => answer[store] ?? []);
  // No store has the answer. If it was acknowledged, it is `lost`; otherwise the points are made up.
  if (stored.length === 0 && told.some((points) => points > 0) && !isAcknowledged(answer)) {
    problems.push('told points of an answer that does not count');
  }
  const points = new Set([...told, ...stored.map((record) => record.points)]);
  if (stored.length > 0 && points.size > 1 && told.length < 2) problems.push('the points differ');
  const [first] = stored;
  if (first && stored.some(({ value }) => !sameValue(value, first.value)))
    problems.push('the answers differ');
  const without = (history?.ops ?? []).some((op) => op.withoutPoints > 0);
  if (without && session.mode === 'self-paced') problems.push('acknowledged without points');
  return problems;
}

/** Applies the rule to MongoDB's record, which is written last, or to another one if MongoDB has none. */
function againstTheRule(answer: JoinedAnswer): string[] {
  const { session, questionId } = answer;
  const record = answer.mongo ?? answer.kafka ?? answer.redis;
  const question = session.questions.get(questionId);
  if (!record) return [];
  if (!question) return ['the session has no such question'];
  const own = grade(question, record.value);
  const problems: string[] = [];
  const near = Math.abs(own - record.fraction) <= ROUNDING && (own === 1) === (record.fraction === 1);
  if (!near) problems.push(`fraction is ${record.fraction}, the answer is worth ${own}`);
  if (record.correct !== (own === 1)) problems.push(`correct is ${record.correct}`);
  if (!isInTime(record, question.timeLimitMs)) problems.push(`elapsed ${record.elapsedMs} ms`);
  problems.push(...impossibleStreak(record, question.type === 'poll', own, session.questions.size));
  const due = rulePoints(question, session.scoring, { ...record, fraction: near ? record.fraction : own });
  if (record.points !== due) problems.push(`the rule gives ${due}`);
  return problems;
}

/** No answer comes before the question is open, or later than the grace after its time. */
const isInTime = ({ elapsedMs }: StoredAnswer, limitMs: number) =>
  elapsedMs >= 0 && elapsedMs <= limitMs + GRACE_MS;

/** A wrong answer has no streak, and a right answer has one that is not longer than the number of questions. */
function impossibleStreak(
  { streak }: StoredAnswer,
  isPoll: boolean,
  fraction: number,
  questions: number,
): string[] {
  if (isPoll) return [];
  return (fraction === 1) === streak > 0 && streak <= questions ? [] : [`streak is ${streak}`];
}

const isAcknowledged = ({ history }: JoinedAnswer) =>
  (history?.ops ?? []).some((op) => op.accepted + op.duplicate > 0);

function overview(answer: JoinedAnswer): string {
  const { history } = answer;
  const told = (history?.toldPoints ?? []).join(' and ') || 'nothing';
  const stored = STORES.map((store) => `${STORE_NAMES[store]} ${answer[store]?.points ?? '-'}`);
  const elapsed = answer.mongo ? `, after ${answer.mongo.elapsedMs} ms` : '';
  return `told ${told}, ${stored.join(', ')}${elapsed}`;
}
