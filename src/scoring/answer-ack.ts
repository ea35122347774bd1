import type { AnswerAck, Busy, Forbidden } from '../contracts/socket-events.js';
import type { SessionMode } from '../contracts/session.js';
import { parseAnswerRecord } from '../session/state/records.js';
import type { AnswerOutcome, SubmittedAnswer } from './answer-script.js';

export const BUSY: Busy = { status: 'busy' };
export const FORBIDDEN: Forbidden = { status: 'forbidden' };
const LIVE_ACCEPTED: AnswerAck = { status: 'accepted' };
const LIVE_DUPLICATE: AnswerAck = { status: 'duplicate' };

/** The acknowledgement of an answer. In a live session it does not contain the result, which is sent with the reveal. */
export function answerAck(
  outcome: AnswerOutcome | undefined,
  answer: SubmittedAnswer,
  mode: SessionMode,
): AnswerAck {
  if (!outcome) return BUSY;
  const { status, points, score, rank, streak } = outcome;
  if (status === 'accepted') {
    if (mode === 'live') return LIVE_ACCEPTED;
    const { fraction } = answer;
    return { status, correct: fraction === 1, fraction, points, score, rank, streak };
  }
  if (status === 'duplicate') return mode === 'live' ? LIVE_DUPLICATE : firstAnswer(outcome);
  return { status };
}

/** The result of the first answer, from its record `points|fraction|streak|elapsedMs|at|value`. */
function firstAnswer({ event: record, score, rank }: AnswerOutcome): AnswerAck {
  const first = parseAnswerRecord(record);
  if (!first) return { status: 'duplicate' };
  const { points, fraction, streak } = first;
  return { status: 'duplicate', correct: fraction === 1, fraction, points, score, rank, streak };
}
