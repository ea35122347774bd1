import type { SessionStatus } from '../contracts/session.js';
import { type FrozenSession, playedQuestions } from './frozen-session.js';
import type { SessionFields } from './state/layout.js';

/** The fields of the session hash that come from the frozen session: all that scripts need, so that they parse no JSON. */
export function sessionFields(frozen: FrozenSession, status: SessionStatus): SessionFields {
  const { settings } = frozen;
  const { scoring } = settings;
  return {
    mode: frozen.mode,
    status,
    pin: frozen.pin,
    size: settings.leaderboardSize,
    lateJoin: settings.lateJoin ? 1 : 0,
    // A session that was frozen by an earlier version does not have this setting.
    earlyClose: settings.earlyClose === false ? 0 : 1,
    maxPoints: scoring.maxPoints,
    timeWeight: scoring.timeWeight,
    streakBonus: scoring.streakBonus,
    questions: playedQuestions(frozen)
      .map(({ id, timeLimitMs }) => `${id} ${timeLimitMs}`)
      .join(' '),
    ...(settings.maxPlayers !== undefined && { maxPlayers: settings.maxPlayers }),
    ...(settings.autoAdvanceMs !== undefined && { autoAdvanceMs: settings.autoAdvanceMs }),
  };
}
