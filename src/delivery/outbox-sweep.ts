import { EventLog } from '../platform/log/event-log.js';
import { AheadOfTime } from './ahead-of-time.js';
import { setbacks } from './delivery-metrics.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { OutboxClearing } from './outbox-clearing.js';
import { Setbacks } from './setbacks.js';
import { settledWithin } from './settled.js';

/** Entries younger than this belong to the node that wrote them. */
const GRACE_MS = 2_000;
/** Entries of one append, gathered from as many sessions as that needs. */
const BATCH = 1_000;
/** After an outage there is much to send. It is sent at 20,000 a second at most, which leaves room for new answers. */
const MOST_PER_MS = 20;
/** A sweep ends after this time, so that the next one sees which sessions have entries by then. */
const LOOK_AGAIN_MS = 2_000;
/** Longer than a command to Redis takes before it fails; sessions that have not answered by then are set back. */
const PATIENCE_MS = 3_000;

/** A session with entries in its outbox. */
interface Due {
  sessionId: string;
  /** How many, at least. */
  entries: number;
  /** The last entry that was read in this sweep. */
  readTo?: string;
}

interface Read extends Due {
  found: OutboxEntry[];
}

/** Sends what is in the outboxes of many sessions, some of each at a time; a failure of one session stops no other. */
export class OutboxSweep {
  private readonly setbacks = new Setbacks();
  private readonly clearing: OutboxClearing;
  private readonly ahead: AheadOfTime;
  /** Where the next sweep begins: after the session at which the last one ended. */
  private last = '';

  constructor(
    private readonly outbox: Outbox,
    private readonly log: EventLog,
  ) {
    this.ahead = new AheadOfTime(outbox, GRACE_MS);
    this.clearing = new OutboxClearing(outbox);
    setbacks.add(() => this.setbacks.size);
  }

  /**
   * @param now by the clock of Redis, in milliseconds
   * @param goesOn asked after each append; false ends the sweep
   * @returns whether there is more to send
   */
  async sweep(sessionIds: string[], now: number, goesOn: () => Promise<boolean>): Promise<boolean> {
    const active = new Set(sessionIds);
    this.setbacks.keep(active);
    this.ahead.keep(active);
    const until = String(now - GRACE_MS);
    const end = performance.now() + LOOK_AGAIN_MS;
    let due = await this.due(this.inTurn(sessionIds));
    while (due.length > 0) {
      const [first, later] = portion(due);
      this.last = first.at(-1)!.sessionId;
      const read = await this.read(first, until);
      const sent = await this.send(read);
      // Sessions with more entries go to the end of the list.
      due = later.concat(read.flatMap(rest));
      if (!(await goesOn())) return false;
      if (sent > 0) await new Promise((resolve) => setTimeout(resolve, sent / MOST_PER_MS));
      if (performance.now() > end) return due.length > 0;
    }
    return false;
  }

  private inTurn(sessionIds: string[]): string[] {
    const first = sessionIds.indexOf(this.last) + 1;
    return [...sessionIds.slice(first), ...sessionIds.slice(0, first)];
  }

  private async due(sessionIds: string[]): Promise<Due[]> {
    const asked = sessionIds.filter((sessionId) => !this.setbacks.isOff(sessionId));
    const lengths = await settledWithin(
      asked.map((sessionId) => this.outbox.length(sessionId)),
      PATIENCE_MS,
    );
    return asked.flatMap((sessionId, place) => {
      const entries = lengths[place];
      if (entries === undefined) this.setbacks.unreachable(sessionId);
      return entries ? [{ sessionId, entries }] : [];
    });
  }

  private async read(due: Due[], until: string): Promise<Read[]> {
    const found = await settledWithin(
      due.map(({ sessionId, readTo }) =>
        this.readOne(sessionId, until, readTo ?? this.setbacks.after(sessionId)),
      ),
      PATIENCE_MS,
    );
    return due.flatMap((one, place) => {
      const entries = found[place];
      if (!entries) this.setbacks.unreachable(one.sessionId);
      return entries ? [{ ...one, found: entries }] : [];
    });
  }

  private async readOne(sessionId: string, until: string, after?: string): Promise<OutboxEntry[]> {
    const old = this.ahead.until(sessionId, until);
    const found = await this.outbox.readDurable(sessionId, old, BATCH, after);
    if (!after) await this.ahead.look(sessionId, until, found.length);
    return found;
  }

  /** @returns how many entries it tried to send */
  private async send(read: Read[]): Promise<number> {
    const sent = read.flatMap(({ sessionId, found }) => found.map((entry) => ({ sessionId, ...entry })));
    if (sent.length === 0) return 0;
    const fates = await this.log.append(sent.map(({ record }) => record));
    await this.clearing.clear(sent, fates);
    let place = 0;
    for (const { sessionId, found } of read) {
      const own = fates.slice(place, place + found.length);
      place += found.length;
      if (own.some(({ state }) => state === 'failed')) {
        this.setbacks.failedUpTo(sessionId, found.at(-1)!.outboxId);
      } else this.setbacks.overcome(sessionId);
    }
    return sent.length;
  }
}

/** The entries of a session that are left to read. */
function rest({ sessionId, entries, found }: Read): Due[] {
  if (found.length < BATCH || entries <= BATCH) return [];
  return [{ sessionId, entries: entries - BATCH, readTo: found.at(-1)!.outboxId }];
}

/** Sessions with about as many entries as an append takes, and the rest. */
function portion(due: Due[]): [first: Due[], later: Due[]] {
  let [count, entries] = [0, 0];
  while (count < due.length && entries < BATCH) {
    entries += Math.min(due[count]!.entries, BATCH);
    count += 1;
  }
  return [due.slice(0, count), due.slice(count)];
}
