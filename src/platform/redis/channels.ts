import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { RedisConnection } from './connect.js';
import { REDIS_SUBSCRIBER } from './redis.module.js';

type Listener = (message: string) => void;

/** Sharded pub/sub, one listener a channel. Messages that come while Redis is away are gone: readers must patrol. */
@Injectable()
export class Channels implements OnModuleInit {
  private readonly listeners = new Map<string, Listener>();

  constructor(@Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisConnection) {}

  onModuleInit(): void {
    this.subscriber.on('smessage', (channel: string, message: string) =>
      this.listeners.get(channel)?.(message),
    );
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
}
