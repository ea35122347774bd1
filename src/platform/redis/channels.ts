import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { countFailure } from '../health/failures.js';
import type { RedisConnection } from './connect.js';
import { REDIS_SUBSCRIBER } from './redis.module.js';

type Listener = (message: string) => void;

/** Sharded pub/sub, one listener for each channel. Messages can be lost while Redis is away, so listeners must also patrol. */
@Injectable()
export class Channels implements OnModuleInit {
  private readonly logger = new Logger(Channels.name);
  private readonly listeners = new Map<string, Listener>();

  constructor(@Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisConnection) {}

  onModuleInit(): void {
    this.subscriber.on('smessage', (channel: string, message: string) => this.hand(channel, message));
  }

  /** Resolves when messages reach the listener. */
  async listen(channel: string, listener: Listener): Promise<void> {
    this.listeners.set(channel, listener);
    await this.subscriber.ssubscribe(channel);
  }

  async leave(channel: string): Promise<void> {
    this.listeners.delete(channel);
    await this.subscriber.sunsubscribe(channel);
  }

  /** A listener that throws concerns one session, and must not end the process. */
  private hand(channel: string, message: string): void {
    try {
      this.listeners.get(channel)?.(message);
    } catch (error) {
      countFailure('channel', this.logger, error);
    }
  }
}
