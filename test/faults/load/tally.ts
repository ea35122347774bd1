/** What the load has done and been told so far. */
export interface LoadStats {
  /** Created (201). */
  sessions: number;
  /** Read as ended. */
  closed: number;
  players: number;
  /** Sockets that are up now, and connections there have been. */
  connected: number;
  connections: number;
  /** Times a player left on purpose. */
  absences: number;
  /** Times a line was broken without goodbye, and answers sent again or when the question was long closed. */
  blinks: number;
  odd: number;
  storms: number;
  /** Sessions whose screens could not be compared at their end, since it never was quiet for long enough. */
  unlooked: number;
  /** Clients that never read, and how often they began anew. */
  deaf: number;
  /** Answers whose time has come; each is one of the next three, or still under way. */
  due: number;
  /** `accepted` or `duplicate`. */
  acknowledged: number;
  /** Any other final status. */
  refused: number;
  /** Given up when the session was over. */
  unacknowledged: number;
  /** Attempts, and what became of those that were not final. */
  attempts: number;
  busy: number;
  untold: number;
  /** Answers by what was told last. */
  statuses: Record<string, number>;
  /** Self-paced questions opened again because an answer found them closed. */
  reopened: number;
  /** REST calls that had to be repeated. */
  restRetries: number;
  /** Times a host had to help a live session on, by command. */
  helps: Record<string, number>;
  /** Events `kicked`, by reason: nobody here is kicked by a host, and nobody connects twice at a time. */
  kicks: Record<string, number>;
  /** Players without the event `ended` when their session's time was up. */
  withoutEnd: number;
  /** When the last answer was acknowledged. */
  lastAckAt?: number;
  /** What nobody expected: how often, and the first of them in words. */
  surprised: number;
  surprises: string[];
}

const KEPT = 50;

/** Counts, for the progress line and for the report; what is judged comes from the history. */
export class Tally {
  readonly stats: LoadStats = {
    sessions: 0,
    closed: 0,
    players: 0,
    connected: 0,
    connections: 0,
    absences: 0,
    blinks: 0,
    odd: 0,
    storms: 0,
    unlooked: 0,
    deaf: 0,
    due: 0,
    acknowledged: 0,
    refused: 0,
    unacknowledged: 0,
    attempts: 0,
    busy: 0,
    untold: 0,
    statuses: {},
    reopened: 0,
    restRetries: 0,
    helps: {},
    kicks: {},
    withoutEnd: 0,
    surprised: 0,
    surprises: [],
  };

  constructor(private readonly onProgress: (line: string) => void) {}

  surprise(text: string): void {
    this.stats.surprised += 1;
    if (this.stats.surprises.length >= KEPT) return;
    this.stats.surprises.push(text);
    this.onProgress(`unexpected: ${text}`);
  }

  /** For work that nobody waits for: a fault in one player must not stop the load. */
  readonly failed = (error: unknown): void => {
    this.surprise(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  count(counts: Record<string, number>, name: string): void {
    counts[name] = (counts[name] ?? 0) + 1;
  }
}
