import { Global, Module } from '@nestjs/common';
import { Durability } from './durability.js';

/** The one `Durability` of a process. */
@Global()
@Module({ providers: [Durability], exports: [Durability] })
export class DurabilityModule {}
