/** What the load has done and received so far. */
export interface LoadStats {
  /** Created (201). */
  sessions: number;
  /** Read as ended. */
  closed: number;
  players: number;
  /** The sockets that are up now, and all connections so far. */
  connected: number;
  connections: number;
  /** How often players left on purpose. */
  absences: number;
  /** How often connections broke without a goodbye, and how many answers were sent again or long after the question. */
  blinks: number;
  odd: number;
  storms: number;
  /** Sessions whose screens could not be compared at their end, since there never was a long enough quiet time. */
  unlooked: number;
  /** The number of times that clients that never read connected. */
  deaf: number;
  /** Answers whose time has come; each is counted in one of the next three, or is still on its way. */
  due: number;
  /** `accepted` or `duplicate`. */
  acknowledged: number;
  /** Any other final status. */
  refused: number;
  /** Given up, since the session was over. */
  unacknowledged: number;
  /** The attempts, and the results of those that were not final. */
  attempts: number;
  busy: number;
  untold: number;
  /** The number of answers by their last status. */
  statuses: Record<string, number>;
  /** Self-paced questions opened again because an answer found them closed. */
  reopened: number;
  /** REST calls that had to be repeated. */
  restRetries: number;
  /** How often a host had to continue a live session, by command. */
  helps: Record<string, number>;
  /** Events `kicked` by reason; none is expected, since no host kicks here and nobody connects twice at a time. */
  kicks: Record<string, number>;
  /** Players who had no event `ended` when their session's time was up. */
  withoutEnd: number;
  /** When the last answer was acknowledged. */
  lastAckAt?: number;
  /** Unexpected events: their number, and the first of them in words. */
  surprised: number;
  surprises: string[];
}

const KEPT = 50;

/** Counts for the progress line and for the report; the verdict comes only from the history. */
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

  /** Handles failures of work that nobody awaits: an error in one player must not stop the load. */
  readonly failed = (error: unknown): void => {
    this.surprise(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  count(counts: Record<string, number>, name: string): void {
    counts[name] = (counts[name] ?? 0) + 1;
  }
}
