import { ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '../contracts/limits.js';
import type { MultipleRule, Scoring, Settings } from '../contracts/session.js';
import { IfPresent, IsFlag, IsNumberFrom, IsOneOf, IsWhole, Nested } from '../platform/http/field-checks.js';

/** Settings as a host may send them: everything can be left out. */
export type PartialSettings = Partial<Omit<Settings, 'scoring'>> & { scoring?: Partial<Scoring> };

export class ScoringDto implements Partial<Scoring> {
  @ApiPropertyOptional({ enum: ['classic-v1'], default: 'classic-v1' })
  @IfPresent()
  @IsOneOf(['classic-v1'])
  rule?: 'classic-v1';
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: LIMITS.maxPoints, default: 1000 })
  @IfPresent()
  @IsWhole(0, LIMITS.maxPoints)
  maxPoints?: number;
  @ApiPropertyOptional({ minimum: 0, maximum: 1, default: 0.5 })
  @IfPresent()
  @IsNumberFrom(0, 1)
  timeWeight?: number;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: LIMITS.streakBonus, default: 0 })
  @IfPresent()
  @IsWhole(0, LIMITS.streakBonus)
  streakBonus?: number;
  @ApiPropertyOptional({ enum: ['strict', 'balanced', 'lenient'], default: 'strict' })
  @IfPresent()
  @IsOneOf(['strict', 'balanced', 'lenient'])
  multiple?: MultipleRule;
}

/** Body field `settings` of `POST /v1/sessions`. */
export class SettingsDto implements PartialSettings {
  @ApiPropertyOptional({ type: ScoringDto })
  @IfPresent()
  @Nested(ScoringDto)
  scoring?: ScoringDto;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMITS.leaderboardSize, default: 10 })
  @IfPresent()
  @IsWhole(1, LIMITS.leaderboardSize)
  leaderboardSize?: number;
  @ApiPropertyOptional({ default: true })
  @IfPresent()
  @IsFlag()
  lateJoin?: boolean;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMITS.maxPlayers })
  @IfPresent()
  @IsWhole(1, LIMITS.maxPlayers)
  maxPlayers?: number;
  @ApiPropertyOptional({ default: false })
  @IfPresent()
  @IsFlag()
  shuffleQuestions?: boolean;
  @ApiPropertyOptional({ default: false })
  @IfPresent()
  @IsFlag()
  shuffleChoices?: boolean;
  @ApiPropertyOptional({ default: false })
  @IfPresent()
  @IsFlag()
  showAnswersAfterEnd?: boolean;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: LIMITS.minAutoAdvanceMs,
    maximum: LIMITS.maxAutoAdvanceMs,
  })
  @IfPresent()
  @IsWhole(LIMITS.minAutoAdvanceMs, LIMITS.maxAutoAdvanceMs)
  autoAdvanceMs?: number;
  @ApiPropertyOptional({
    default: true,
    description: 'A question closes as soon as everyone who is there has answered.',
  })
  @IfPresent()
  @IsFlag()
  earlyClose?: boolean;
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
  earlyClose: settings.earlyClose ?? true,
  ...(settings.maxPlayers !== undefined && { maxPlayers: settings.maxPlayers }),
  ...(settings.autoAdvanceMs !== undefined && { autoAdvanceMs: settings.autoAdvanceMs }),
});
