import { Module } from '@nestjs/common';
import { HttpEnd } from './http-end.js';

@Module({ providers: [HttpEnd] })
export class LifecycleModule {}
