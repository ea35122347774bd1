import { type Fate, STORED } from '../event-log.js';
import { failureOf, reasonOf } from './kafka-failure.js';
import { halves, type Parcel, requestsOf } from './kafka-parcel.js';

/** Sends one request; resolves with the error when it failed. */
export type Send = (parcels: Parcel[]) => Promise<unknown>;

/**
 * The records of one `append` on their way. A request that fails is divided, first into partitions, then, if its size or a
 * record in it is the cause, into halves. In the end the poison is alone, and everything else is stored.
 */
export class Shipment {
  /** By the place of the record; missing while it is not known. */
  readonly fates: (Fate | undefined)[] = [];

  constructor(private readonly send: Send) {}

  /** Sends the parcels of one broker, in as few requests as their size allows. Never rejects. */
  async together(parcels: Parcel[]): Promise<void> {
    for (const request of requestsOf(parcels)) {
      const open = request.filter((parcel) => this.mayGo(parcel));
      if (open.length === 0) continue;
      const error = await this.send(open);
      if (!error) for (const parcel of open) this.stored(parcel);
      else if (open.length === 1) await this.mend(open[0]!, error, true);
      else if (failureOf(error) === 'silent') for (const parcel of open) this.failed(parcel, error);
      // kafkajs reports the error of one partition, but not which partition it is.
      else await Promise.all(open.map((parcel) => this.alone(parcel, true)));
    }
  }

  /** @param again whether it is sent once more when that can help */
  private async alone(parcel: Parcel, again: boolean): Promise<void> {
    if (!this.mayGo(parcel)) return;
    const error = await this.send([parcel]);
    if (!error) this.stored(parcel);
    else await this.mend(parcel, error, again);
  }

  private async mend(parcel: Parcel, error: unknown, again: boolean): Promise<void> {
    const failure = failureOf(error);
    const single = parcel.messages.length === 1;
    // By now kafkajs knows the new leader. A single record can have been corrupted on its way.
    if (again && (failure === 'answered' || (failure === 'poison' && single))) {
      return this.alone(parcel, false);
    }
    if (failure === 'answered' || failure === 'silent') return this.failed(parcel, error);
    parcel.lane.answered();
    if (single) return this.settle(parcel, { state: 'refused', reason: reasonOf(error) });
    for (const half of halves(parcel)) await this.alone(half, true);
    // If no single record was refused, the records were too large only together.
    const isRefused = parcel.places.some((place) => this.fates[place]?.state === 'refused');
    if (failure === 'too-large' && !isRefused) parcel.lane.tooLarge(parcel.bytes);
  }

  /** A partition that has just failed is not tried again for the other records. */
  private mayGo(parcel: Parcel): boolean {
    if (parcel.lane.isOpen) return true;
    this.settle(parcel, { state: 'failed', reason: 'its partition has just failed' });
    return false;
  }

  private stored(parcel: Parcel): void {
    parcel.lane.answered();
    this.settle(parcel, STORED);
  }

  private failed(parcel: Parcel, error: unknown): void {
    parcel.lane.failed();
    this.settle(parcel, { state: 'failed', reason: reasonOf(error) });
  }

  private settle({ places }: Parcel, fate: Fate): void {
    for (const place of places) this.fates[place] = fate;
  }
}
