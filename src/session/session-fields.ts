import type { SessionStatus } from '../contracts/session.js';
import { type FrozenSession, playedQuestions } from './frozen-session.js';
import type { SessionFields } from './state/layout.js';

/** What the session hash holds of the frozen session: all that scripts need without parsing its JSON. */
export function sessionFields(frozen: FrozenSession, status: SessionStatus): SessionFields {
  const { settings } = frozen;
  const { scoring } = settings;
  return {
    mode: frozen.mode,
    status,
    pin: frozen.pin,
    size: settings.leaderboardSize,
    lateJoin: settings.lateJoin ? 1 : 0,
    // A session that an earlier version froze has no such setting.
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
