import type { mongo } from 'mongoose';
import type { AnswerEvent } from '../contracts/kafka-events.js';
import type { ResultRecord } from './result-record.js';

// ADR 2: why a guarded `$inc` counts an answer once.
/** An answer as a write that takes effect once: it is added only to a document that does not have it. */
export function answerOperation(event: AnswerEvent): mongo.AnyBulkWriteOperation<ResultRecord> {
  const { sessionId, playerId, questionId, points, at } = event;
  const { value, fraction, correct, elapsedMs, streak } = event;
  const field = `answers.${questionId}`;
  return {
    updateOne: {
      filter: { _id: `${sessionId}:${playerId}`, [field]: { $exists: false } },
      update: {
        $inc: { score: points, correct: correct ? 1 : 0, answered: 1 },
        $set: { [field]: { value, fraction, correct, points, elapsedMs, streak, at } },
        $setOnInsert: { sessionId, playerId },
        ...(points > 0 && { $max: { reachedAt: at } }),
      },
      upsert: true,
    },
  };
}
