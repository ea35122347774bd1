import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type NeededBy, ReadinessChecks } from '../health/readiness-checks.js';
import { pingMongo } from './ping.js';

abstract class MongoReadiness implements OnModuleInit {
  protected abstract readonly neededBy: NeededBy;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly readiness: ReadinessChecks,
  ) {}

  onModuleInit(): void {
    this.readiness.register('mongo', () => pingMongo(this.connection), { neededBy: this.neededBy });
  }
}

/** For a role that can do most of its work without MongoDB: it is degraded then, and stays in rotation. */
@Injectable()
export class MongoIsOptional extends MongoReadiness {
  protected readonly neededBy = 'nobody';
}

/** For a role that can do nothing without MongoDB. */
@Injectable()
export class MongoIsRequired extends MongoReadiness {
  protected readonly neededBy = 'everyone';
}
