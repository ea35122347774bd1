import type { FaultLine, RefusedLine } from '../history.js';
import { isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory, SessionHistory } from './evidence.js';
import type { Finding } from './findings.js';
import { endOf, liveQuestions, type LiveQuestion } from './live-question.js';

/** The message about a change can be on its way for this long while an answer is already refused because of the change. */
const KNOWN_MS = 3_000;
/** The end of a question is calculated as in `closed-early`. */
const TOLERANCE_MS = 500;
/** A question that was paused is not open; clients learn a little later that it continues. */
const PAUSED_MS = 60_000;
/** A missing key is found when somebody needs it, or by a worker's round; then the session is rebuilt. */
const FOUND_MS = 60_000;

/** The reason for which a refusal is right; undefined when it is wrong. */
type Reason = string | undefined;

/**
 * `refused`: a client was refused for good, although the history gives it a right to be admitted or heard. These refusals are
 * right:
 *
 * - a join: `NICKNAME_TAKEN` when another key has that nickname, or the client has no key; `SESSION_ENDED` after the end;
 * - a host's command: `COMMAND_NOT_ALLOWED`, since the state can change on the way; `SESSION_ENDED` after the end;
 * - an answer: `late` after its question's time; `closed` when the question is over or paused or, self-paced, was never
 *   opened, or when Redis has lost the opening: a rebuilt session stands where its last event in MongoDB left it;
 * - a token, by a process whose clock has jumped.
 *
 * No other refusal is right: no handshake of a seated player, no `forbidden` or `invalid`, and nobody is sent away.
 */
export function checkRefused({ history, faults }: GameEvidence): Finding[] {
  const findings: Finding[] = [];
  for (const session of history.values()) {
    const { sessionId } = session;
    const questions = new Map(liveQuestions(session).map((one) => [one.questionId, one]));
    for (const line of session.game.refused) {
      if (reasonFor(line, session, faults)) continue;
      const who = line.playerId === undefined ? {} : { playerId: line.playerId };
      findings.push({
        kind: 'refused',
        sessionId,
        ...who,
        at: line.at,
        detail: `${line.what}: ${line.code}`,
      });
    }
    for (const player of session.players.values()) {
      const { playerId } = player;
      for (const { at, reason } of player.game.kicks) {
        findings.push({ kind: 'refused', sessionId, playerId, at, detail: `kicked: ${reason}` });
      }
      for (const [questionId, { ops }] of player.answers) {
        for (const refusal of ops.flatMap(({ refusals }) => refusals)) {
          const asked = { ...refusal, questionId, question: questions.get(questionId) };
          if (reasonForStatus(asked, session, player, faults)) continue;
          const detail = `an answer was told ${refusal.status}`;
          findings.push({ kind: 'refused', sessionId, playerId, questionId, at: refusal.at, detail });
        }
      }
    }
  }
  return findings;
}

function reasonFor(
  { what, code, at, sentAt, key, nickname }: RefusedLine,
  session: SessionHistory,
  faults: FaultLine[],
): Reason {
  if (code.startsWith('TOKEN_')) {
    return isDisturbed(faults, sentAt - PAUSED_MS, at, ['role clock']) ? 'a clock jumped' : undefined;
  }
  if (code === 'SESSION_ENDED' && what !== 'handshake')
    return hasEnded(session, at) ? 'it has ended' : undefined;
  if (what === 'command' && code === 'COMMAND_NOT_ALLOWED') return 'the state may have changed';
  if (what === 'join' && code === 'NICKNAME_TAKEN') {
    if (key === undefined) return 'an earlier try may have taken it';
    return isTakenByAnother(session, nickname, key) ? 'somebody has it' : undefined;
  }
  return undefined;
}

interface Asked {
  status: string;
  at: number;
  sentAt: number;
  questionId: string;
  /** Only in a live session. */
  question?: LiveQuestion;
}

function reasonForStatus(
  asked: Asked,
  session: SessionHistory,
  player: PlayerHistory,
  faults: FaultLine[],
): Reason {
  const { status, at, sentAt, question, questionId } = asked;
  if (status !== 'late' && status !== 'closed') return undefined;
  const since = question?.openAt ?? player.game.opened.get(questionId) ?? sentAt;
  if (isDisturbed(faults, since, at, ['redis clock'])) return 'a clock jumped';
  if (status === 'late') return isOverdue(asked, session, player) ? 'its time is over' : undefined;
  if (hasEnded(session, at)) return 'the session has ended';
  if (isDisturbed(faults, since - FOUND_MS, at, ['keys'], session.sessionId))
    return 'the opening may be lost';
  if (session.mode === 'self-paced') {
    const openedAt = player.game.opened.get(questionId);
    if (openedAt === undefined || openedAt > sentAt) return 'it was never opened';
    return isDisturbed(faults, openedAt, at, ['redis']) ? 'the opening may be lost' : undefined;
  }
  if (!question) return 'nobody has heard of it';
  if (isOverdue(asked, session, player)) return 'its time is over';
  if (Math.min(question.overAt, question.nextAt) <= at + KNOWN_MS) return 'it is over';
  const isPaused = session.game.pausedAt.some(
    (paused) => paused > sentAt - PAUSED_MS && paused <= at + KNOWN_MS,
  );
  return isPaused ? 'it is paused' : undefined;
}

function isOverdue(
  { at, question, questionId }: Asked,
  session: SessionHistory,
  player: PlayerHistory,
): boolean {
  if (question) return at >= endOf(question, at) - TOLERANCE_MS;
  const openedAt = player.game.opened.get(questionId);
  const { timeLimitMs = 0 } = session.questions.get(questionId) ?? {};
  return openedAt !== undefined && at >= openedAt + timeLimitMs - TOLERANCE_MS;
}

const isTakenByAnother = ({ game }: SessionHistory, nickname = '', key: string) =>
  [...(game.nicknames.get(nickname) ?? [])].some((other) => other !== key);

const hasEnded = ({ game }: SessionHistory, at: number): boolean =>
  (game.endedAt ?? Infinity) <= at + KNOWN_MS ||
  game.commands.some((one) => one.command === 'end' && one.at <= at);
