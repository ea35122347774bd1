import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Environment } from '../config/environment.js';
import { HostGuard } from './host.guard.js';
import { SessionMemberGuard } from './session-member.guard.js';
import { TokensService } from './tokens.service.js';

/** Tokens and the guards that read them. A module with guarded routes imports it. */
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [Environment],
      useFactory: ({ JWT_SECRET }: Environment) => ({ secret: JWT_SECRET }),
    }),
  ],
  providers: [TokensService, HostGuard, SessionMemberGuard],
  exports: [TokensService, HostGuard, SessionMemberGuard],
})
export class AuthModule {}
