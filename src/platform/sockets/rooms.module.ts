import { Global, Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { Rooms } from './rooms.js';

// ADR 23: why this module is global.
/** The one `Rooms` and the one `Connections` of a process; the gateway attaches both to the server. */
@Global()
@Module({ providers: [Connections, Rooms], exports: [Connections, Rooms] })
export class RoomsModule {}
