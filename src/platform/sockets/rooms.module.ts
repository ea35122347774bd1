import { Global, Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { Rooms } from './rooms.js';

/** The one `Rooms` of a process, whether a gateway or an emitter fills it, and the connections by which it is filled. */
@Global()
@Module({ providers: [Connections, Rooms], exports: [Connections, Rooms] })
export class RoomsModule {}
