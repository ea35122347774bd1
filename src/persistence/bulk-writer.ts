import { setTimeout as sleep } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { call } from '../platform/tracing/spans.js';
import { causeOf, failuresOf, isPassing, type WriteFailure } from './mongo-failure.js';
import { bulkOperations, bulkSeconds } from './persistence-metrics.js';

type Operation<Document extends mongo.Document> = mongo.AnyBulkWriteOperation<Document>;

/** An operation that MongoDB refuses for good: by its place, with the reason. */
export interface Refusal {
  index: number;
  reason: string;
}

interface Item<Document extends mongo.Document> {
  operation: Operation<Document>;
  index: number;
}

const DUPLICATE_KEY = 11_000;
/** MongoDB can fail on a valid operation from time to time: an operation is refused only when it has failed this often. */
const TRIES = 3;
const PAUSE_MS = 50;

/**
 * Writes operations that do not depend on each other, so that an operation that MongoDB refuses for good (a document too large,
 * a value that it can't hold) does not stop the others. An error that can pass makes the whole write reject: nothing is lost,
 * and the caller tries again.
 */
export class BulkWriter<Document extends mongo.Document> {
  constructor(
    private readonly collection: () => mongo.Collection<Document>,
    private readonly name: string,
  ) {}

  /**
   * Resolves when all operations but the refused ones are on a majority. Operations must be idempotent: each can be run
   * more than once.
   *
   * An upsert whose document exists and does not match the filter tries to insert it again, and fails on `_id`. An upsert that
   * lost a race to create the document fails in the same way, but still has to be written. Once the document is there, an
   * update without upsert does the right thing for both.
   */
  async write(operations: Operation<Document>[]): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    const items = operations.map((operation, index) => ({ operation, index }));
    if (items.length > 0) await this.settle(items, refusals);
    return refusals;
  }

  private async settle(items: Item<Document>[], refusals: Refusal[]): Promise<void> {
    let left = items;
    for (let tries = 1; left.length > 0; tries++) {
      try {
        const failures = await this.run(left);
        const guarded = failures.filter((failure) => isGuarded(failure, left));
        const others = failures.filter((failure) => !isGuarded(failure, left));
        const last = tries >= TRIES;
        if (last) refuse(others, left, refusals);
        const again = last ? [] : others.map(({ index }) => left[index]!);
        left = guarded.map(({ index }) => withoutUpsert(left[index]!)).concat(again);
        if (again.length > 0) await sleep(tries * PAUSE_MS);
      } catch (error) {
        const cause = causeOf(error);
        const last = tries >= TRIES || cause === 'the driver';
        if (cause === 'no answer' || (cause === 'the server' && last)) throw error;
        if (last) return this.halve(left, error, refusals);
        await sleep(tries * PAUSE_MS);
      }
    }
  }

  /** To be called when the driver or the server refused all operations because of one of them. */
  private async halve(items: Item<Document>[], error: unknown, refusals: Refusal[]): Promise<void> {
    if (items.length === 1) {
      await this.takesOthers();
      refusals.push({ index: items[0]!.index, reason: (error as Error).message });
      return;
    }
    const middle = Math.ceil(items.length / 2);
    await this.settle(items.slice(0, middle), refusals);
    await this.settle(items.slice(middle), refusals);
  }

  /** Writes nothing, as a test. @throws the error when MongoDB refuses even that: then it is not about the document */
  private async takesOthers(): Promise<void> {
    const nothing: object = { $set: { nothing: true } };
    const nobody: object = { _id: 'nobody:nobody' };
    await this.collection().updateOne(nobody, nothing, { writeConcern: { w: 'majority' } });
  }

  /** The driver's own bulk write: through the model it costs twenty times the CPU. @returns what failed */
  private async run(items: Item<Document>[]): Promise<WriteFailure[]> {
    bulkOperations.observe(items.length);
    const stopTimer = bulkSeconds.startTimer();
    const attributes = { 'db.system.name': 'mongodb', 'db.operation.batch.size': items.length };
    try {
      await call(`bulkWrite ${this.name}`, attributes, () =>
        this.collection().bulkWrite(
          items.map(({ operation }) => operation),
          { ordered: false, writeConcern: { w: 'majority' } },
        ),
      );
      return [];
    } catch (error) {
      return failuresOf(error);
    } finally {
      stopTimer();
    }
  }
}

/** Whether the failure is that of an upsert whose document was there already. */
const isGuarded = <Document extends mongo.Document>(
  { index, code }: WriteFailure,
  items: Item<Document>[],
): boolean => {
  const { operation } = items[index]!;
  return code === DUPLICATE_KEY && 'updateOne' in operation && operation.updateOne.upsert === true;
};

function withoutUpsert<Document extends mongo.Document>({
  operation,
  index,
}: Item<Document>): Item<Document> {
  if (!('updateOne' in operation)) throw new Error('only updates are written');
  return { operation: { updateOne: { ...operation.updateOne, upsert: false } }, index };
}

/** @throws Error when the failure of one of them can pass */
function refuse<Document extends mongo.Document>(
  failures: WriteFailure[],
  items: Item<Document>[],
  refusals: Refusal[],
): void {
  const passing = failures.find(isPassing);
  if (passing) throw new Error(passing.reason);
  for (const { index, reason } of failures) refusals.push({ index: items[index]!.index, reason });
}
