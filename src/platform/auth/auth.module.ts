import { createSecretKey } from 'node:crypto';
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
      useFactory: ({ JWT_SECRET }: Environment) => {
        // jsonwebtoken first tries to read a string as PEM: each token would wait 0.3 ms until OpenSSL finds none in it.
        const key = createSecretKey(Buffer.from(JWT_SECRET));
        return { secretOrKeyProvider: () => key };
      },
    }),
  ],
  providers: [TokensService, HostGuard, SessionMemberGuard],
  exports: [TokensService, HostGuard, SessionMemberGuard],
})
export class AuthModule {}
