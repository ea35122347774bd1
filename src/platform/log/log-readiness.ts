import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReadinessChecks } from '../health/readiness-checks.js';
import { EventLog } from './event-log.js';

/** A worker without Kafka has nothing to do. */
@Injectable()
export class LogReadiness implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly readiness: ReadinessChecks,
  ) {}

  onModuleInit(): void {
    this.readiness.register('kafka', () => this.log.ping(), { neededBy: 'everyone' });
  }
}
