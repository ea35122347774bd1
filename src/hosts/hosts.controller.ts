import { Controller, Get, HttpCode, Ip, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Host, HostTokens } from '../contracts/rest.js';
import { HostGuard, HostId } from '../platform/auth/host.guard.js';
import { ApiAnswer, ApiProblems } from '../platform/http/api-answers.js';
import { ValidatedBody } from '../platform/http/validated.js';
import { LoginDto, RefreshDto, RegisterDto } from './host.dto.js';
import { HostsService } from './hosts.service.js';
import { LoginsService } from './logins.service.js';

@ApiTags('hosts')
@Controller('v1/hosts')
export class HostsController {
  constructor(
    private readonly hosts: HostsService,
    private readonly logins: LoginsService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Open an account', description: '409 `EMAIL_TAKEN`.' })
  @ApiAnswer('HostTokens', { status: 201 })
  @ApiProblems('EMAIL_TAKEN', 'BUSY')
  register(@ValidatedBody(RegisterDto) body: RegisterDto, @Ip() address: string): Promise<HostTokens> {
    return this.hosts.register(body, address);
  }

  @Post('login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Log in',
    description: '401 `BAD_CREDENTIALS`. Wrong passwords are limited, by account and by address.',
  })
  @ApiAnswer('HostTokens')
  @ApiProblems('BAD_CREDENTIALS', 'TOO_MANY_LOGINS', 'BUSY')
  login(@ValidatedBody(LoginDto) body: LoginDto, @Ip() address: string): Promise<HostTokens> {
    return this.hosts.login(body, address);
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Trade a refresh token for a new pair',
    description: 'Once: 401 `REFRESH_SPENT` the second time, which ends the login.',
  })
  @ApiAnswer('HostTokens')
  @ApiProblems('REFRESH_SPENT', 'TOKEN_EXPIRED', 'TOKEN_INVALID')
  refresh(@ValidatedBody(RefreshDto) { refreshToken }: RefreshDto): Promise<HostTokens> {
    return this.logins.continue(refreshToken);
  }

  @Get('me')
  @UseGuards(HostGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who am I' })
  @ApiAnswer('Host')
  me(@HostId() hostId: string): Promise<Host> {
    return this.hosts.get(hostId);
  }
}
