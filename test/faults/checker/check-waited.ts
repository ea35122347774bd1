import type { FaultLine } from '../history.js';
import { duringFaults, isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory, SessionHistory } from './evidence.js';
import type { Finding } from './findings.js';
import { endOf, type LiveQuestion, liveQuestions } from './live-question.js';

/** A player who lost the line is waited for no longer than this, */
const PATIENCE_MS = 10_000;
/** and a node, which looks at its sessions once a second, may be slow to see it. */
const TOLERANCE_MS = 4_000;

/**
 * `waited`: a live question stayed open for more than 10 s after everyone who is there had answered: somebody was waited for
 * who had left. Not judged while Redis, what it holds, or every way to the players was hit.
 */
export function checkWaited({ history, faults }: GameEvidence): Finding[] {
  return [...history.values()].flatMap((session) =>
    liveQuestions(session).flatMap((question) => {
      const { questionId, openAt } = question;
      // At its end it is closed whoever is missing.
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
 * From when on a player need not be waited for: it has been told that its answer counts, or has left for good. `Infinity`
 * for one that is there and has not answered, or does not know.
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
