import type { Evidence, OpHistory } from './evidence.js';
import { type JoinedAnswer, STORE_NAMES, STORES, type Store, whose } from './join-answers.js';
import { sameValue } from './stable-json.js';
import type { Finding, ViolationKind } from './findings.js';

const KIND: Record<Store, ViolationKind> = {
  mongo: 'lost',
  kafka: 'lost-in-kafka',
  redis: 'lost-in-redis',
};

/**
 * `lost`, `lost-in-kafka`, `lost-in-redis`: a store does not have an acknowledged answer, or has another answer in its
 * place.
 */
export function checkLost(answers: JoinedAnswer[]): Finding[] {
  const findings: Finding[] = [];
  for (const answer of answers) {
    const ops = answer.history?.ops ?? [];
    const acknowledged = ops.find((op) => op.accepted + op.duplicate > 0);
    if (!acknowledged) continue;
    // A duplicate can stand for another of the player's tries; an accepted answer stands only for itself.
    const accepted = ops.find((op) => op.accepted > 0);
    for (const store of STORES) {
      if (store === 'redis' && !answer.dueInRedis) continue;
      const stored = answer[store];
      if (!stored) {
        const detail = `${told(acknowledged)}, but ${STORE_NAMES[store]} does not have it`;
        findings.push({ kind: KIND[store], ...whose(answer), detail });
      } else if (accepted && !sameValue(accepted.value, stored.value) && wasSent(ops, stored.value)) {
        const detail = `${told(accepted)}, but ${STORE_NAMES[store]} has another answer instead: ${JSON.stringify(stored.value)}`;
        findings.push({ kind: KIND[store], ...whose(answer), detail });
      }
    }
  }
  return findings;
}

/** `seat-lost`: a player got a seat, but MongoDB never got the join. */
export function checkSeats({ history, mongo }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const { sessionId, players } of history.values()) {
    const joined = new Map(
      (mongo.results.get(sessionId) ?? []).map(({ playerId, joinedAt }) => [playerId, joinedAt]),
    );
    for (const playerId of players.keys()) {
      if (joined.get(playerId) !== undefined) continue;
      const missing = joined.has(playerId) ? 'the document has no join' : 'there is no document';
      findings.push({
        kind: 'seat-lost',
        sessionId,
        playerId,
        detail: `joined (201), but in MongoDB ${missing}`,
      });
    }
  }
  return findings;
}

/** If nobody sent the value, `phantom` reports that. */
const wasSent = (ops: OpHistory[], value: unknown) => ops.some((op) => sameValue(op.value, value));

const told = ({ op, accepted }: OpHistory) => `op ${op} was told ${accepted > 0 ? 'accepted' : 'duplicate'}`;
