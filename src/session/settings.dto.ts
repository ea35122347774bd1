import { LIMITS } from '../contracts/limits.js';
import type { MultipleRule, Scoring, Settings } from '../contracts/session.js';
import { IfPresent, IsFlag, IsNumberFrom, IsOneOf, IsWhole, Nested } from '../platform/http/field-checks.js';

/** Settings as a host may send them: everything can be left out. */
export type PartialSettings = Partial<Omit<Settings, 'scoring'>> & { scoring?: Partial<Scoring> };

export class ScoringDto implements Partial<Scoring> {
  @IfPresent() @IsOneOf(['classic-v1']) rule?: 'classic-v1';
  @IfPresent() @IsWhole(0, LIMITS.maxPoints) maxPoints?: number;
  @IfPresent() @IsNumberFrom(0, 1) timeWeight?: number;
  @IfPresent() @IsWhole(0, LIMITS.streakBonus) streakBonus?: number;
  @IfPresent() @IsOneOf(['strict', 'balanced', 'lenient']) multiple?: MultipleRule;
}

/** Body field `settings` of `POST /v1/sessions`. */
export class SettingsDto implements PartialSettings {
  @IfPresent() @Nested(ScoringDto) scoring?: ScoringDto;
  @IfPresent() @IsWhole(1, LIMITS.leaderboardSize) leaderboardSize?: number;
  @IfPresent() @IsFlag() lateJoin?: boolean;
  @IfPresent() @IsWhole(1, LIMITS.maxPlayers) maxPlayers?: number;
  @IfPresent() @IsFlag() shuffleQuestions?: boolean;
  @IfPresent() @IsFlag() shuffleChoices?: boolean;
  @IfPresent() @IsFlag() showAnswersAfterEnd?: boolean;
  @IfPresent() @IsWhole(LIMITS.minAutoAdvanceMs, LIMITS.maxAutoAdvanceMs) autoAdvanceMs?: number;
}

/** Fills in the contract's defaults; what has none (`maxPlayers`, `autoAdvanceMs`) stays away when it was not given. */
export const withDefaults = (settings: PartialSettings = {}): Settings => ({
  scoring: {
    rule: settings.scoring?.rule ?? 'classic-v1',
    maxPoints: settings.scoring?.maxPoints ?? 1000,
    timeWeight: settings.scoring?.timeWeight ?? 0.5,
    streakBonus: settings.scoring?.streakBonus ?? 0,
    multiple: settings.scoring?.multiple ?? 'strict',
  },
  leaderboardSize: settings.leaderboardSize ?? 10,
  lateJoin: settings.lateJoin ?? true,
  shuffleQuestions: settings.shuffleQuestions ?? false,
  shuffleChoices: settings.shuffleChoices ?? false,
  showAnswersAfterEnd: settings.showAnswersAfterEnd ?? false,
  ...(settings.maxPlayers !== undefined && { maxPlayers: settings.maxPlayers }),
  ...(settings.autoAdvanceMs !== undefined && { autoAdvanceMs: settings.autoAdvanceMs }),
});
