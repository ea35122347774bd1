import { Global, Module } from '@nestjs/common';
import { Channels } from './channels.js';

// ADR 23: why this module is global.
/** The one `Channels` of a process. */
@Global()
@Module({ providers: [Channels], exports: [Channels] })
export class ChannelsModule {}
