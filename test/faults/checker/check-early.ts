import type { FaultLine } from '../history.js';
import { duringFaults, isDisturbed } from './during.js';
import type { GameEvidence, PlayerHistory, SessionHistory } from './evidence.js';
import type { Finding } from './findings.js';
import { answeredBy, endOf, type LiveQuestion, liveQuestions } from './live-question.js';

/**
 * The end that clients know is correct apart from the time that messages are on their way, some milliseconds, and the server
 * closes 250 ms after it. If clients see the end of a question sooner than this before that time, it was closed early.
 */
const TOLERANCE_MS = 500;
/** A player whose connection broke counts as present for 10 s; around the end of that time, the clocks decide. */
const PATIENCE_MS = 9_500;
/** The session does not always know a player who was admitted less than this ago. */
const SETTLED_MS = 1_500;
/** A node that cannot report that it lives is given up, with all players who are connected to it. */
const NODE_MS = 20_000;
/** Commands by which a host closes a question. */
const CLOSING = new Set(['close', 'next', 'end', 'pause']);

/**
 * `closed-early`: a live question was closed before its time although a player who was present had not answered. A player is
 * present who is connected, or whose connection broke less than 10 s ago without a goodbye.
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
  // A session uses Redis' clock: when that clock has jumped, the question's time is over.
  return byHost || isDisturbed(faults, openAt, overAt, ['redis clock']);
}

function isThere({ game }: PlayerHistory, at: number, faults: FaultLine[]): boolean {
  // The state of the player's last connection counts, not that of earlier ones.
  const last = game.presences.filter(({ from }) => from <= at).toSorted((a, b) => b.from - a.from)[0];
  if (!last || last.from > at - SETTLED_MS) return false;
  const isHere = last.to >= at || (!last.goodbye && last.to > at - PATIENCE_MS);
  return isHere && !isNodeHit(faults, last.node, at);
}

const isNodeHit = (faults: FaultLine[], node: string, at: number) =>
  duringFaults(faults, at - NODE_MS, at, ({ nodes }) => nodes?.includes(node) === true).length > 0;
