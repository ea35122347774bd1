import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { DEFAULT_ROWS } from '../../contracts/defaults.js';
import { LIMITS } from '../../contracts/limits.js';
import type { Leaderboard, StandingAround } from '../../contracts/session.js';
import {
  SessionMember,
  SessionMemberGuard,
  type SessionReader,
} from '../../platform/auth/session-member.guard.js';
import { ApiAnswer, ApiProblems } from '../../platform/http/api-answers.js';
import { IfPresent, IsWhole } from '../../platform/http/field-checks.js';
import { IdParam } from '../../platform/http/id-param.pipe.js';
import { QueryInt } from '../../platform/http/page-query.dto.js';
import { problem } from '../../platform/problems/podium-error.js';
import { ValidatedQuery } from '../../platform/http/validated.js';
import { SessionFinder } from '../../session/session-finder.js';
import { SessionRevival } from '../../session/session-revival.js';
import { LeaderboardStore } from '../leaderboard.store.js';

class LeaderboardQuery {
  @ApiPropertyOptional({
    type: 'integer',
    default: DEFAULT_ROWS.offset,
    minimum: 0,
    maximum: LIMITS.pageOffset,
  })
  @QueryInt()
  @IfPresent()
  @IsWhole(0, LIMITS.pageOffset)
  offset: number = DEFAULT_ROWS.offset;

  @ApiPropertyOptional({ type: 'integer', default: DEFAULT_ROWS.limit, minimum: 1, maximum: LIMITS.pageSize })
  @QueryInt()
  @IfPresent()
  @IsWhole(1, LIMITS.pageSize)
  limit: number = DEFAULT_ROWS.limit;
}

class AroundQuery {
  @ApiPropertyOptional({ type: 'integer', default: DEFAULT_ROWS.around, minimum: 0, maximum: LIMITS.around })
  @QueryInt()
  @IfPresent()
  @IsWhole(0, LIMITS.around)
  around: number = DEFAULT_ROWS.around;
}

/** The ranking of a session, for holders of a token of it. */
@ApiTags('leaderboard')
@ApiBearerAuth()
@UseGuards(SessionMemberGuard)
@Controller('v1/sessions/:sessionId')
export class LeaderboardController {
  constructor(
    private readonly finder: SessionFinder,
    private readonly revival: SessionRevival,
    private readonly boards: LeaderboardStore,
  ) {}

  @Get('leaderboard')
  @ApiOperation({ summary: 'A page of the ranking' })
  @ApiAnswer('Leaderboard')
  @ApiProblems('SESSION_UNKNOWN', 'FORBIDDEN')
  async page(
    @Param('sessionId', IdParam) sessionId: string,
    @SessionMember() reader: SessionReader,
    @ValidatedQuery(LeaderboardQuery) { offset, limit }: LeaderboardQuery,
  ): Promise<Leaderboard> {
    await this.admit(sessionId, reader);
    return this.revival.ask(sessionId, () => this.boards.page(sessionId, offset, limit));
  }

  @Get('players/:playerId/standing')
  @ApiOperation({ summary: 'A player’s standing and the rows around it' })
  @ApiAnswer('StandingAround')
  @ApiProblems('SESSION_UNKNOWN', 'PLAYER_UNKNOWN', 'FORBIDDEN')
  async standing(
    @Param('sessionId', IdParam) sessionId: string,
    @Param('playerId', IdParam) playerId: string,
    @SessionMember() reader: SessionReader,
    @ValidatedQuery(AroundQuery) { around }: AroundQuery,
  ): Promise<StandingAround> {
    await this.admit(sessionId, reader);
    const standing = await this.revival.ask(sessionId, () =>
      this.boards.standing(sessionId, playerId, around),
    );
    if (standing === 'unseated') throw problem('PLAYER_UNKNOWN');
    return standing;
  }

  /** The guard has checked session tokens; a host's access token reads the host's own sessions only. */
  private async admit(sessionId: string, reader: SessionReader): Promise<void> {
    if (reader.role === 'host') await this.finder.owned(reader.hostId, sessionId);
    else await this.finder.byToken(sessionId);
  }
}
