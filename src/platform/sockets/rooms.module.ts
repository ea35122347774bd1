import { Global, Module } from '@nestjs/common';
import { Rooms } from './rooms.js';

/** The one `Rooms` of a process, whether a gateway or an emitter fills it. */
@Global()
@Module({ providers: [Rooms], exports: [Rooms] })
export class RoomsModule {}
