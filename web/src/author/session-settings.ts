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

export const STANDARD: Chosen = {
  lateJoin: true,
  earlyClose: true,
  shuffleQuestions: false,
  shuffleChoices: false,
  showAnswersAfterEnd: true,
  maxPoints: '1000',
  timePercent: '50',
  streakBonus: '0',
  multiple: 'strict',
  leaderboardSize: '10',
  maxPlayers: '',
  autoAdvanceS: '',
};

/** What the server takes: `settings` of `POST /v1/sessions`. */
export const toSettings = (chosen: Chosen, mode: SessionMode): Settings => ({
  scoring: {
    rule: 'classic-v1',
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
