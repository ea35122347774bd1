import type { FaultLine } from '../history.js';
import { duringFaults, isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory, SessionHistory } from './evidence.js';
import type { Finding } from './findings.js';
import { answeredBy, endOf, type LiveQuestion, liveQuestions } from './live-question.js';

/**
 * The end that clients reckon with is right but for the time that messages are on their way, some milliseconds; the server
 * closes 250 ms after it. What is told sooner than this before that end was closed early.
 */
const TOLERANCE_MS = 500;
/** Who lost the line is still there for 10 s; of the last of them it depends on clocks. */
const PATIENCE_MS = 9_500;
/** A player who was let in less than this ago need not be known to the session yet. */
const SETTLED_MS = 1_500;
/** A node that can't say that it lives is given up, with all who are connected to it. */
const NODE_MS = 20_000;
/** Commands that close a question by a host's will. */
const CLOSING = new Set(['close', 'next', 'end', 'pause']);

/**
 * `closed-early`: a live question was closed before its time though somebody who was there had not answered. There is
 * who is connected, or lost the line less than 10 s ago without goodbye.
 */
export function checkEarly({ history, faults }: GameEvidence): Finding[] {
  return [...history.values()].flatMap((session) =>
    liveQuestions(session).flatMap((question) => {
      const { overAt, questionId } = question;
      const endsAt = endOf(question, overAt);
      const early = endsAt - overAt;
      if (!(early > TOLERANCE_MS) || endsAt === Infinity || isExcused(session, question, faults)) return [];
      const waiting = [...session.players.values()].filter(
        (player) => isThere(player, overAt, faults) && !answeredBy(player, questionId, overAt),
      );
      const [first] = waiting;
      if (!first) return [];
      const detail = `closed ${(early / 1_000).toFixed(1)} s before its time, while ${waiting.length} who were there had not answered`;
      const { sessionId } = session;
      return [
        {
          kind: 'closed-early' as const,
          sessionId,
          playerId: first.playerId,
          questionId,
          at: overAt,
          detail,
        },
      ];
    }),
  );
}

function isExcused({ game }: SessionHistory, { openAt, overAt }: LiveQuestion, faults: FaultLine[]): boolean {
  const byHost = game.commands.some(
    ({ at, command }) => CLOSING.has(command) && at >= openAt && at <= overAt,
  );
  // A session is judged by Redis' clock: when that has jumped, the question's time is over.
  return byHost || isDisturbed(faults, openAt, overAt, ['redis clock']);
}

function isThere({ game }: PlayerHistory, at: number, faults: FaultLine[]): boolean {
  // What became of the player's last line counts, not of those before.
  const last = game.presences.filter(({ from }) => from <= at).toSorted((a, b) => b.from - a.from)[0];
  if (!last || last.from > at - SETTLED_MS) return false;
  const isHere = last.to >= at || (!last.goodbye && last.to > at - PATIENCE_MS);
  return isHere && !isNodeHit(faults, last.node, at);
}

const isNodeHit = (faults: FaultLine[], node: string, at: number) =>
  duringFaults(faults, at - NODE_MS, at, ({ nodes }) => nodes?.includes(node) === true).length > 0;
