import { Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { HostedSession, Page, SessionCreated, SessionSummary } from '../contracts/rest.js';
import type { SessionState } from '../contracts/session.js';
import { HostGuard, HostId } from '../platform/auth/host.guard.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { IdParam } from '../platform/http/id-param.pipe.js';
import { PageQuery } from '../platform/http/page-query.dto.js';
import { ValidatedBody, ValidatedQuery } from '../platform/http/validated.js';
import { HostCommands } from './host-commands.js';
import { CreateSessionDto, HostCommandDto } from './session.dto.js';
import { SessionFinder } from './session-finder.js';
import { SessionHistory } from './session-history.js';
import { SessionStateReader } from './session-state.reader.js';
import { SessionsService } from './sessions.service.js';

/** Sessions for their hosts. */
@ApiTags('sessions')
@ApiBearerAuth()
@UseGuards(HostGuard)
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly history: SessionHistory,
    private readonly finder: SessionFinder,
    private readonly state: SessionStateReader,
    private readonly commands: HostCommands,
    private readonly tokens: TokensService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Open a session of one of my quizzes', description: 'Freezes quiz and settings.' })
  @ApiBody({ type: CreateSessionDto })
  @ApiAnswer('SessionCreated', { status: 201 })
  @ApiProblems('QUIZ_UNKNOWN', 'NO_PIN_FREE')
  create(
    @HostId() hostId: string,
    @ValidatedBody(CreateSessionDto) body: CreateSessionDto,
  ): Promise<SessionCreated> {
    return this.sessions.create(hostId, body);
  }

  @Get()
  @ApiOperation({ summary: 'My sessions, the newest first' })
  @ApiAnswer('SessionPage')
  list(@HostId() hostId: string, @ValidatedQuery(PageQuery) query: PageQuery): Promise<Page<SessionSummary>> {
    return this.history.list(hostId, query);
  }

  @Get(':sessionId')
  @ApiOperation({
    summary: 'The state of one of my sessions, with its settings',
    description: 'With a new `hostToken`, so that another device of the host can take over.',
  })
  @ApiAnswer('HostedSession')
  @ApiProblems('SESSION_UNKNOWN')
  async get(
    @HostId() hostId: string,
    @Param('sessionId', IdParam) sessionId: string,
  ): Promise<HostedSession> {
    const session = await this.finder.owned(hostId, sessionId);
    const state = await this.state.read(session);
    const hostToken = this.tokens.signHostSession(sessionId, hostId);
    return { ...state, quizId: session.quiz.id, settings: session.settings, hostToken };
  }

  @Post(':sessionId/commands')
  @HttpCode(200)
  @ApiOperation({ summary: 'Steer a session', description: 'The same commands as over the socket.' })
  @ApiBody({ type: HostCommandDto })
  @ApiAnswer('SessionState')
  @ApiProblems('SESSION_UNKNOWN', 'COMMAND_NOT_ALLOWED', [409, 'SESSION_ENDED'], [409, 'PLAYER_UNKNOWN'])
  async command(
    @HostId() hostId: string,
    @Param('sessionId', IdParam) sessionId: string,
    @ValidatedBody(HostCommandDto) body: HostCommandDto,
  ): Promise<SessionState> {
    return this.commands.run(await this.finder.owned(hostId, sessionId), body);
  }
}
