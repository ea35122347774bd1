import { checkBounds } from './check-bounds.js';
import { checkDouble } from './check-double.js';
import { checkEarly } from './check-early.js';
import { checkEnded } from './check-ended.js';
import { checkForgotten } from './check-forgotten.js';
import { checkLate } from './check-late.js';
import { checkLost, checkSeats } from './check-lost.js';
import { checkBoards, checkOrder } from './check-order.js';
import { checkEventIds, checkPhantom, listUnclaimedSeats } from './check-phantom.js';
import { checkPoints } from './check-points.js';
import { checkRefused } from './check-refused.js';
import { checkRevs } from './check-revs.js';
import { checkScreens } from './check-screens.js';
import { checkSeatsTwice } from './check-seats-twice.js';
import { checkStanding } from './check-standing.js';
import { checkVersions } from './check-versions.js';
import { checkWaited } from './check-waited.js';
import type { Evidence, GameEvidence } from './evidence.js';
import { finalRanking } from './final-ranking.js';
import { type JoinedAnswer, joinAnswers } from './join-answers.js';
import { totalsOf } from './totals.js';
import { type Finding, isViolation } from './findings.js';
import { toVerdict, type Verdict } from './verdict.js';

/**
 * Judges a run. It is a pure function of the evidence.
 *
 * A score is not judged if an answer of that player has a finding already, and an order is not judged if a score has one: they
 * would only repeat the first finding in other words. The run has failed because of the first finding all the same.
 */
export function check(evidence: Evidence): Verdict {
  const answers = joinAnswers(evidence);
  const findings: Finding[] = [
    ...checkLost(answers),
    ...checkSeats(evidence),
    ...checkDouble(evidence, answers),
    ...checkPoints(answers),
    ...checkPhantom(answers),
    ...checkEventIds(evidence),
    ...listUnclaimedSeats(evidence),
    ...checkVersions(evidence),
    ...checkEnded(evidence),
    ...checkForgotten(answers),
    ...checkLate(evidence, answers),
    ...checkGames(evidence),
  ];
  const { standing, order, notJudged } = judgeRankings(evidence, findings.filter(isViolation));
  findings.push(...standing, ...order);
  return toVerdict(withTimes(findings, answers), totalsOf(evidence, answers, notJudged));
}

/** What clients were shown, refused and made to wait for, and the metrics of processes: judged without the stores. */
export function checkGames(evidence: GameEvidence): Finding[] {
  const { history } = evidence;
  return [
    ...checkScreens(history),
    ...checkRevs(history),
    ...checkEarly(evidence),
    ...checkWaited(evidence),
    ...checkRefused(evidence),
    ...checkSeatsTwice(history),
    ...checkBounds(evidence),
  ];
}

/** Adds times: unless a finding has one, it went wrong when its answer was sent. */
function withTimes(findings: Finding[], answers: JoinedAnswer[]): Finding[] {
  const sentAt = new Map(
    answers.map(({ session, playerId, questionId, history }) => [
      `${session.sessionId}:${playerId}:${questionId}`,
      history?.ops[0]?.sentAt,
    ]),
  );
  return findings.map((finding) => {
    const { sessionId, playerId, questionId } = finding;
    const at = finding.at ?? sentAt.get(`${sessionId}:${playerId}:${questionId}`);
    return at === undefined ? finding : { ...finding, at };
  });
}

const seat = (sessionId = '', playerId = '') => `${sessionId}:${playerId}`;

function judgeRankings(evidence: Evidence, faults: Finding[]) {
  const disputed = new Set(faults.map(({ sessionId, playerId }) => seat(sessionId, playerId)));
  const disputedSessions = new Set(
    faults.filter(({ playerId }) => playerId !== undefined).map(({ sessionId }) => sessionId),
  );
  const standing: Finding[] = [];
  const order: Finding[] = [];
  let notJudged = 0;
  for (const session of evidence.history.values()) {
    const { sessionId } = session;
    const ranking = finalRanking(sessionId, evidence.mongo.results.get(sessionId) ?? []);
    const wrong = checkStanding(evidence, session, ranking).filter(
      ({ playerId }) => !disputed.has(seat(sessionId, playerId)),
    );
    standing.push(...wrong);
    order.push(...checkBoards(session));
    if (wrong.length > 0 || disputedSessions.has(sessionId)) notJudged++;
    else order.push(...checkOrder(evidence, session, ranking));
  }
  return { standing, order, notJudged };
}
