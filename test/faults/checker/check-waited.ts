import type { FaultLine } from '../history.js';
import { duringFaults, isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory, SessionHistory } from './evidence.js';
import type { Finding } from './findings.js';
import { endOf, type LiveQuestion, liveQuestions } from './live-question.js';

/** A player whose connection broke is waited for no longer than this. */
const PATIENCE_MS = 10_000;
/** A node, which looks at its sessions once a second, can notice that a little later. */
const TOLERANCE_MS = 4_000;

/**
 * `waited`: a live question stayed open for more than 10 s after everyone who is present had answered: it waited for a player
 * who had left. It is not judged during faults of Redis, of its keys, or of all connections to the players.
 */
export function checkWaited({ history, faults }: GameEvidence): Finding[] {
  return [...history.values()].flatMap((session) =>
    liveQuestions(session).flatMap((question) => {
      const { questionId, openAt } = question;
      // At its end the question is closed, no matter who is missing.
      const overAt = Math.min(
        question.overAt,
        endOf(question, question.overAt),
        session.game.endedAt ?? Infinity,
      );
      const all = [...session.players.values()].map((player) => doneAt(player, questionId, openAt, overAt));
      const allAt = Math.max(openAt, ...all);
      const lateBy = overAt - allAt - PATIENCE_MS;
      if (!(lateBy > TOLERANCE_MS) || isExcused(session, question, allAt, overAt, faults)) return [];
      const detail = `open for ${((overAt - allAt) / 1_000).toFixed(1)} s after everyone who is there had answered`;
      return [{ kind: 'waited' as const, sessionId: session.sessionId, questionId, at: allAt, detail }];
    }),
  );
}

/**
 * The time from which the question need not wait for a player: the answer was acknowledged, or the player has left for good.
 * `Infinity` for a player who is present and has no acknowledged answer.
 */
function doneAt(
  { game, answers }: PlayerHistory,
  questionId: string,
  openAt: number,
  overAt: number,
): number {
  const acked = (answers.get(questionId)?.ops ?? []).flatMap(({ ackedAt }) => ackedAt ?? []);
  if (acked.length > 0) return Math.min(...acked);
  const here = game.presences.filter(({ from, to }) => from <= overAt && to >= openAt);
  return Math.max(-Infinity, ...here.map(({ to }) => (to >= overAt ? Infinity : to)));
}

function isExcused(
  { game, sessionId }: SessionHistory,
  { openAt }: LiveQuestion,
  from: number,
  to: number,
  faults: FaultLine[],
): boolean {
  const isPaused = game.pausedAt.some((at) => at >= openAt && at <= to);
  const isHit = isDisturbed(
    faults,
    from,
    to,
    ['redis', 'redis clock', 'keys', 'haproxy', 'clients'],
    sessionId,
  );
  const everyNode = duringFaults(faults, from, to, ({ kind }) => kind === 'rolling restart').length > 0;
  return isPaused || isHit || everyNode;
}
