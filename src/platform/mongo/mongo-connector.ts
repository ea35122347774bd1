import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment.js';
import { EnvironmentError } from '../config/load-environment.js';
import { MONGO_OPTIONS } from './mongo-options.js';

const RETRY_MS = 1_000;

const isWrongAddress = (error: unknown) => error instanceof Error && error.name === 'MongoParseError';

/**
 * Waits for the first connection, and while MongoDB is away continues to try in the background: mongoose itself gives up
 * after one failure, while the driver restores a connection that was established once.
 */
@Injectable()
export class MongoConnector implements BeforeApplicationShutdown {
  private readonly logger = new Logger('MongoDB');
  private stopped = false;

  constructor(private readonly environment: Environment) {}

  /**
   * Resolves when connected, or when the first attempt has failed (3 s at most), so that a start never hangs.
   * @throws EnvironmentError when the address itself is wrong
   */
  async settle(connection: Connection): Promise<Connection> {
    if (!(await this.attempt(() => connection.asPromise()))) void this.tryOn(connection);
    return connection;
  }

  /** The connection closes in the hook after this one; opening it again then would keep the process alive. */
  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  private async tryOn(connection: Connection): Promise<void> {
    const open = () => connection.openUri(this.environment.MONGODB_URL, { ...MONGO_OPTIONS });
    do {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    } while (!this.stopped && !(await this.attempt(open)));
  }

  private async attempt(open: () => Promise<Connection>): Promise<boolean> {
    try {
      await open();
      this.logger.log('connected');
      return true;
    } catch (error) {
      // The driver's message can quote the address, and the address can contain a password.
      if (isWrongAddress(error)) throw new EnvironmentError(['MONGODB_URL: must be a MongoDB address']);
      this.logger.warn(`not reachable: ${(error as Error).name}`);
      return false;
    }
  }
}
