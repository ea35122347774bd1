import { ApiPropertyOptional } from '@nestjs/swagger';
import { DEFAULT_SETTINGS as DEFAULTS } from '../contracts/defaults.js';
import { LIMITS } from '../contracts/limits.js';
import {
  MULTIPLE_RULES,
  type MultipleRule,
  type Scoring,
  SCORING_RULES,
  type Settings,
} from '../contracts/session.js';
import { IfPresent, IsFlag, IsNumberFrom, IsOneOf, IsWhole, Nested } from '../platform/http/field-checks.js';

/** Settings as a host may send them: everything can be left out. */
export type PartialSettings = Partial<Omit<Settings, 'scoring'>> & { scoring?: Partial<Scoring> };

export class ScoringDto implements Partial<Scoring> {
  @ApiPropertyOptional({ enum: SCORING_RULES, default: DEFAULTS.scoring.rule })
  @IfPresent()
  @IsOneOf(SCORING_RULES)
  rule?: Scoring['rule'];
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LIMITS.maxPoints,
    default: DEFAULTS.scoring.maxPoints,
  })
  @IfPresent()
  @IsWhole(0, LIMITS.maxPoints)
  maxPoints?: number;
  @ApiPropertyOptional({ minimum: 0, maximum: 1, default: DEFAULTS.scoring.timeWeight })
  @IfPresent()
  @IsNumberFrom(0, 1)
  timeWeight?: number;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LIMITS.streakBonus,
    default: DEFAULTS.scoring.streakBonus,
  })
  @IfPresent()
  @IsWhole(0, LIMITS.streakBonus)
  streakBonus?: number;
  @ApiPropertyOptional({ enum: MULTIPLE_RULES, default: DEFAULTS.scoring.multiple })
  @IfPresent()
  @IsOneOf(MULTIPLE_RULES)
  multiple?: MultipleRule;
}

/** Body field `settings` of `POST /v1/sessions`. */
export class SettingsDto implements PartialSettings {
  @ApiPropertyOptional({ type: ScoringDto })
  @IfPresent()
  @Nested(ScoringDto)
  scoring?: ScoringDto;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: LIMITS.leaderboardSize,
    default: DEFAULTS.leaderboardSize,
  })
  @IfPresent()
  @IsWhole(1, LIMITS.leaderboardSize)
  leaderboardSize?: number;
  @ApiPropertyOptional({ default: DEFAULTS.lateJoin })
  @IfPresent()
  @IsFlag()
  lateJoin?: boolean;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMITS.maxPlayers })
  @IfPresent()
  @IsWhole(1, LIMITS.maxPlayers)
  maxPlayers?: number;
  @ApiPropertyOptional({ default: DEFAULTS.shuffleQuestions })
  @IfPresent()
  @IsFlag()
  shuffleQuestions?: boolean;
  @ApiPropertyOptional({ default: DEFAULTS.shuffleChoices })
  @IfPresent()
  @IsFlag()
  shuffleChoices?: boolean;
  @ApiPropertyOptional({ default: DEFAULTS.showAnswersAfterEnd })
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
    default: DEFAULTS.earlyClose,
    description: 'A question closes as soon as everyone who is there has answered.',
  })
  @IfPresent()
  @IsFlag()
  earlyClose?: boolean;
}

/** Only the fields that were given: an instance of a DTO has every field, and most of them are undefined. */
const given = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;

/** Adds the contract's defaults. A setting without one (`maxPlayers`, `autoAdvanceMs`) stays missing if it was not given. */
export const withDefaults = ({ scoring = {}, ...settings }: PartialSettings = {}): Settings => ({
  ...DEFAULTS,
  ...given(settings),
  scoring: { ...DEFAULTS.scoring, ...given(scoring) },
});
