import { Controller, Get, Ip, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Joined, PinLookup } from '../contracts/rest.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { IdParam } from '../platform/http/id-param.pipe.js';
import { ValidatedBody } from '../platform/http/validated.js';
import { PlayersService } from './players.service.js';
import { JoinDto } from './session.dto.js';
import { SessionFinder } from './session-finder.js';
import { SessionStateReader } from './session-state.reader.js';

/** Lets players look up a PIN and join. Players have no account. */
@ApiTags('players')
@Controller('v1')
export class PlayersController {
  constructor(
    private readonly finder: SessionFinder,
    private readonly state: SessionStateReader,
    private readonly players: PlayersService,
  ) {}

  @Get('pins/:pin')
  @ApiOperation({
    summary: 'What a PIN leads to',
    description: 'Misses are limited to 20 a minute and address.',
  })
  @ApiAnswer('PinLookup')
  @ApiProblems('PIN_UNKNOWN', 'TOO_MANY_PIN_MISSES', 'BUSY')
  async pin(@Param('pin') pin: string, @Ip() address: string): Promise<PinLookup> {
    const session = await this.finder.byPin(pin, address);
    const state = await this.state.read(session);
    const { sessionId, title, mode, status, locked, questionCount } = state;
    return { sessionId, title, mode, status, locked, questionCount };
  }

  @Post('sessions/:sessionIdOrPin/players')
  @ApiOperation({
    summary: 'Take a seat in a session',
    description:
      'With a `key` of the client it can be sent twice: the same key and nickname have the same seat.',
  })
  @ApiBody({ type: JoinDto })
  @ApiAnswer('Joined', { status: 201 })
  @ApiProblems(
    'PIN_UNKNOWN',
    'SESSION_UNKNOWN',
    'NICKNAME_TAKEN',
    'SESSION_LOCKED',
    'SESSION_FULL',
    'SESSION_ENDED',
    'PLAYER_KICKED',
    'TOO_MANY_JOINS',
    'TOO_MANY_PIN_MISSES',
    'BUSY',
  )
  async join(
    @Param('sessionIdOrPin', IdParam) sessionIdOrPin: string,
    @ValidatedBody(JoinDto) body: JoinDto,
    @Ip() address: string,
  ): Promise<Joined> {
    return this.players.join(await this.finder.byIdOrPin(sessionIdOrPin, address), body.nickname, body.key);
  }
}
