import type { Evidence, MongoResult } from './evidence.js';
import { type JoinedAnswer, whose } from './join-answers.js';
import type { Finding } from './findings.js';

/**
 * `double`: something counted more than once, or not as often as it is there: sums and counts of a result that do not follow
 * from its answers, a second document of a player, two different events with one id, or two acceptances of one answer. It also
 * lists `redelivered`: the same event more than once, which Kafka permits.
 */
export function checkDouble({ mongo, kafka }: Evidence, answers: JoinedAnswer[]): Finding[] {
  const findings: Finding[] = [];
  for (const [sessionId, results] of mongo.results) {
    for (const result of results) {
      for (const detail of wrongSums(sessionId, result)) {
        findings.push({ kind: 'double', sessionId, playerId: result.playerId, detail });
      }
    }
  }
  for (const { sessionId, playerId, questionId, copies, others, text } of kafka.events.values()) {
    const whom = { sessionId, playerId, questionId };
    if (others.length > 0) {
      const detail = `Kafka has different events with this id: ${[text, ...others].join(' and ')}`;
      findings.push({ kind: 'double', ...whom, detail });
    } else if (copies > 1) {
      findings.push({ kind: 'redelivered', ...whom, detail: `${copies} times in Kafka` });
    }
  }
  for (const answer of answers) {
    const accepted = (answer.history?.ops ?? []).filter((op) => op.accepted > 0);
    const times = accepted.reduce((sum, op) => sum + op.accepted, 0);
    if (times < 2) continue;
    const detail = `told accepted ${times} times (op ${accepted.map(({ op }) => op).join(', ')})`;
    findings.push({ kind: 'double', ...whose(answer), detail });
  }
  return findings;
}

function wrongSums(sessionId: string, result: MongoResult): string[] {
  const { _id, playerId, score, correct, answered } = result;
  const answers = [...result.answers.values()];
  const sums = {
    score: answers.reduce((sum, { points }) => sum + points, 0),
    correct: answers.filter((answer) => answer.correct).length,
    answered: answers.length,
  };
  const wrong = (['score', 'correct', 'answered'] as const)
    .filter((field) => ({ score, correct, answered })[field] !== sums[field])
    .map((field) => `${field} is ${result[field]}, its answers give ${sums[field]}`);
  const details = wrong.length > 0 ? [`MongoDB: ${wrong.join('; ')}`] : [];
  if (_id !== `${sessionId}:${playerId}`)
    details.push(`MongoDB has a second document of this player: ${_id}`);
  return details;
}
