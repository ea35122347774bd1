/** Other work on the sessions whose outboxes are swept, done from time to time. */
export abstract class SessionLooks {
  /** @param now milliseconds, by the clock of Redis */
  abstract look(sessionIds: string[], now: number): Promise<void>;
}
