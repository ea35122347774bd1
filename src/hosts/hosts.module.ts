import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../platform/auth/auth.module.js';
import { HostRecord, HostSchema } from './host.schema.js';
import { HostsController } from './hosts.controller.js';
import { HostsService } from './hosts.service.js';
import { LoginGuessing } from './login-guessing.js';
import { LoginsService } from './logins.service.js';
import { PasswordsService } from './passwords.service.js';

/** Accounts of hosts: registration, login, rotating refresh tokens. */
@Module({
  imports: [AuthModule, MongooseModule.forFeature([{ name: HostRecord.name, schema: HostSchema }])],
  controllers: [HostsController],
  providers: [HostsService, LoginGuessing, LoginsService, PasswordsService],
})
export class HostsModule {}
