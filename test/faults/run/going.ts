import { now } from '../load/clock.js';
import type { FaultKind, Taken } from './faults/target.js';

/** A fault between its beginning and the time when all that it hit is healthy again. */
export interface GoingFault {
  kind: FaultKind;
  isUndone: boolean;
}

/** The most faults that are not undone at a time. */
const MOST_AT_ONCE = 3;

/** The present faults, which decide which others can begin beside them. */
export class GoingFaults {
  private readonly going = new Set<GoingFault>();
  private calmSince = now();
  private wakers: (() => void)[] = [];

  begin(kind: FaultKind): GoingFault {
    const fault = { kind, isUndone: false };
    this.going.add(fault);
    return fault;
  }

  undone(fault: GoingFault): void {
    fault.isUndone = true;
    this.wake();
  }

  end(fault: GoingFault): void {
    this.going.delete(fault);
    if (this.going.size === 0) this.calmSince = now();
    this.wake();
  }

  /** Milliseconds since the last fault was over and everything was healthy; 0 while that is not so. */
  get calmMs(): number {
    return this.going.size === 0 ? now() - this.calmSince : 0;
  }

  /** The parts that other faults have taken and not given back yet. */
  takenBeside(fault: GoingFault): Set<Taken> {
    const others = [...this.going].filter((one) => one !== fault);
    return new Set(others.flatMap(({ kind }) => kind.takes));
  }

  get hasRoom(): boolean {
    return [...this.going].filter(({ isUndone }) => !isUndone).length < MOST_AT_ONCE;
  }

  /** Whether no fault of the same kind goes on, and none that has taken the same part, until that is healthy again. */
  fits({ name, takes }: FaultKind): boolean {
    return [...this.going].every(
      ({ kind }) => kind.name !== name && !kind.takes.some((taken) => takes.includes(taken)),
    );
  }

  async untilRoom(): Promise<void> {
    while (!this.hasRoom) await this.change();
  }

  async untilNone(): Promise<void> {
    while (this.going.size > 0) await this.change();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.wakers.push(resolve));
  }

  private wake(): void {
    for (const wake of this.wakers.splice(0)) wake();
  }
}
