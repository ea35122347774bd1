import { Global, Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { Rooms } from './rooms.js';

// ADR 23: why this module is global.
/** The one `Rooms` of a process, which the gateway fills, and the connections by which it is filled. */
@Global()
@Module({ providers: [Connections, Rooms], exports: [Connections, Rooms] })
export class RoomsModule {}
