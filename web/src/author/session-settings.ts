import { DEFAULT_SETTINGS } from '@contracts/defaults.js';
import type { MultipleRule, SessionMode, Settings } from '@contracts/session.js';

/** Settings as they stand in the form: numbers as typed. */
export interface Chosen {
  lateJoin: boolean;
  earlyClose: boolean;
  shuffleQuestions: boolean;
  shuffleChoices: boolean;
  showAnswersAfterEnd: boolean;
  maxPoints: string;
  timePercent: string;
  streakBonus: string;
  multiple: MultipleRule;
  leaderboardSize: string;
  maxPlayers: string;
  autoAdvanceS: string;
}

/** Fields that hold a number. */
export type NumberName =
  'maxPoints' | 'timePercent' | 'streakBonus' | 'leaderboardSize' | 'maxPlayers' | 'autoAdvanceS';

const { scoring } = DEFAULT_SETTINGS;

export const STANDARD: Chosen = {
  lateJoin: DEFAULT_SETTINGS.lateJoin,
  earlyClose: DEFAULT_SETTINGS.earlyClose,
  shuffleQuestions: DEFAULT_SETTINGS.shuffleQuestions,
  shuffleChoices: DEFAULT_SETTINGS.shuffleChoices,
  // Unlike the server’s default: players of a game that a teacher starts here should learn from it.
  showAnswersAfterEnd: true,
  maxPoints: String(scoring.maxPoints),
  timePercent: String(scoring.timeWeight * 100),
  streakBonus: String(scoring.streakBonus),
  multiple: scoring.multiple,
  leaderboardSize: String(DEFAULT_SETTINGS.leaderboardSize),
  maxPlayers: '',
  autoAdvanceS: '',
};

/** The settings as the server takes them: `settings` of `POST /v1/sessions`. */
export const toSettings = (chosen: Chosen, mode: SessionMode): Settings => ({
  scoring: {
    rule: scoring.rule,
    maxPoints: Number(chosen.maxPoints),
    timeWeight: Number(chosen.timePercent) / 100,
    streakBonus: Number(chosen.streakBonus),
    multiple: chosen.multiple,
  },
  leaderboardSize: Number(chosen.leaderboardSize),
  lateJoin: chosen.lateJoin,
  earlyClose: chosen.earlyClose,
  shuffleQuestions: chosen.shuffleQuestions,
  shuffleChoices: chosen.shuffleChoices,
  showAnswersAfterEnd: chosen.showAnswersAfterEnd,
  ...(chosen.maxPlayers !== '' && { maxPlayers: Number(chosen.maxPlayers) }),
  ...(chosen.autoAdvanceS !== '' && mode === 'live' && { autoAdvanceMs: Number(chosen.autoAdvanceS) * 1000 }),
});
