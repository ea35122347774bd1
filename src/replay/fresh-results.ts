import { randomBytes } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { ResultStore } from '../persistence/result-store.js';

const NAMESPACE_NOT_FOUND = 26;

/** A collection of the replay's own. The worker's own code writes it, so a replay proves both the log and that code. */
export class FreshResults {
  readonly name = `results_replay_${Date.now()}_${randomBytes(3).toString('hex')}`;
  readonly model: Model<ResultRecord>;
  readonly store: ResultStore;

  constructor(private readonly connection: Connection) {
    this.model = connection.model<ResultRecord>(this.name, ResultSchema, this.name);
    this.store = new ResultStore(this.model);
  }

  async drop(): Promise<void> {
    this.connection.deleteModel(this.name);
    try {
      await this.connection.dropCollection(this.name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== NAMESPACE_NOT_FOUND) throw error;
    }
  }
}
