import { describe, expect, it } from 'vitest';
import { PodiumError } from '../platform/problems/podium-error.js';
import { validateInput } from '../platform/http/validate.js';
import { SettingsDto, withDefaults } from './settings.dto.js';

const paths = (value: unknown) => {
  try {
    validateInput(SettingsDto, value);
  } catch (error) {
    if (error instanceof PodiumError) return error.details.errors?.map(({ path }) => path);
    throw error;
  }
  return [];
};

const DEFAULTS = {
  scoring: { rule: 'classic-v1', maxPoints: 1000, timeWeight: 0.5, streakBonus: 0, multiple: 'strict' },
  leaderboardSize: 10,
  lateJoin: true,
  shuffleQuestions: false,
  shuffleChoices: false,
  showAnswersAfterEnd: false,
  earlyClose: true,
};

describe('settings', () => {
  it('have the defaults of the contract', () => {
    expect(withDefaults()).toStrictEqual(DEFAULTS);
    expect(withDefaults(validateInput(SettingsDto, {}))).toStrictEqual(DEFAULTS);
  });

  it('keep what is given, zero and false too', () => {
    const given = validateInput(SettingsDto, {
      scoring: { maxPoints: 0, timeWeight: 0, multiple: 'lenient' },
      lateJoin: false,
      maxPlayers: 20,
      autoAdvanceMs: 500,
      earlyClose: false,
    });
    expect(withDefaults(given)).toStrictEqual({
      ...DEFAULTS,
      scoring: { ...DEFAULTS.scoring, maxPoints: 0, timeWeight: 0, multiple: 'lenient' },
      lateJoin: false,
      maxPlayers: 20,
      autoAdvanceMs: 500,
      earlyClose: false,
    });
  });

  it.each([
    ['scoring', { scoring: null }],
    ['scoring', { scoring: [] }],
    ['scoring.rule', { scoring: { rule: 'classic-v2' } }],
    ['scoring.maxPoints', { scoring: { maxPoints: 10_001 } }],
    ['scoring.maxPoints', { scoring: { maxPoints: 0.5 } }],
    ['scoring.timeWeight', { scoring: { timeWeight: 1.01 } }],
    ['scoring.timeWeight', { scoring: { timeWeight: NaN } }],
    ['scoring.streakBonus', { scoring: { streakBonus: -1 } }],
    ['scoring.multiple', { scoring: { multiple: 'kind' } }],
    ['scoring.extra', { scoring: { extra: 1 } }],
    ['leaderboardSize', { leaderboardSize: 101 }],
    ['leaderboardSize', { leaderboardSize: 0 }],
    ['lateJoin', { lateJoin: 1 }],
    ['shuffleQuestions', { shuffleQuestions: 'true' }],
    ['shuffleChoices', { shuffleChoices: null }],
    ['showAnswersAfterEnd', { showAnswersAfterEnd: 0 }],
    ['maxPlayers', { maxPlayers: 0 }],
    ['maxPlayers', { maxPlayers: 1_000_001 }],
    ['autoAdvanceMs', { autoAdvanceMs: 499 }],
    ['autoAdvanceMs', { autoAdvanceMs: 600_001 }],
  ])('refuse a wrong %s', (path, value) => {
    expect(paths(value)).toEqual([path]);
  });
});
