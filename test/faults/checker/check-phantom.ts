import type { Evidence } from './evidence.js';
import { type JoinedAnswer, madeUpIn, STORE_NAMES, STORES, whose } from './join-answers.js';
import { sameValue } from './stable-json.js';
import type { Finding } from './findings.js';

/**
 * `phantom`: an answer counts that nobody sent. `refused-counted`: an answer counts although every attempt was refused. It
 * also lists `unacknowledged-counted`: the answer arrived but its acknowledgement was lost, which is the reason for retries.
 */
export function checkPhantom(answers: JoinedAnswer[]): Finding[] {
  const findings: Finding[] = [];
  for (const answer of answers) {
    const ops = answer.history?.ops ?? [];
    const holding = STORES.filter((store) => answer[store]);
    if (holding.length === 0) continue;
    const made = madeUpIn(answer);
    const names = (stores: typeof holding) => stores.map((store) => STORE_NAMES[store]).join(', ');
    if (made.length > 0) {
      const value = JSON.stringify(answer[made[0]!]!.value);
      const sent =
        ops.length > 0 ? `only ${ops.map((op) => JSON.stringify(op.value)).join(', ')}` : 'nothing';
      const detail = `${names(made)} has ${value}, sent was ${sent}`;
      findings.push({ kind: 'phantom', ...whose(answer), detail });
    } else if (!ops.some((op) => op.accepted + op.duplicate > 0)) {
      const tries = ops.filter((op) => holding.some((store) => sameValue(op.value, answer[store]!.value)));
      const refused = tries.every((op) => op.refused === op.attempts);
      const kind = refused ? 'refused-counted' : 'unacknowledged-counted';
      const attempts = `op ${tries.map(({ op }) => op).join(', ')}`;
      const told = refused ? 'was told that it does not count' : 'was never acknowledged';
      findings.push({ kind, ...whose(answer), detail: `${attempts} ${told}; counted in ${names(holding)}` });
    }
  }
  return findings;
}

/** Events whose id does not name their own session, player and question: the guard would use the wrong name for them. */
export function checkEventIds({ kafka }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const [id, { sessionId, playerId, questionId }] of kafka.events) {
    if (id === `${sessionId}:${playerId}:${questionId}`) continue;
    findings.push({ kind: 'phantom', sessionId, playerId, questionId, detail: `Kafka has it as ${id}` });
  }
  return findings;
}

/** `seat-unclaimed`, allowed: the reply of a join was lost, so that nobody ever played on its seat. */
export function listUnclaimedSeats({ history, mongo }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const { sessionId, players } of history.values()) {
    for (const { playerId, answers } of mongo.results.get(sessionId) ?? []) {
      if (players.has(playerId) || answers.size > 0) continue;
      findings.push({
        kind: 'seat-unclaimed',
        sessionId,
        playerId,
        detail: 'no client was told of this seat',
      });
    }
  }
  return findings;
}
