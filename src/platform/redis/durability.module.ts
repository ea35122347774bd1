import { Global, Module } from '@nestjs/common';
import { Durability } from './durability.js';

// ADR 23: why this module is global.
/** The one `Durability` of a process. */
@Global()
@Module({ providers: [Durability], exports: [Durability] })
export class DurabilityModule {}
