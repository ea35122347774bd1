/** What else is done for the sessions whose outboxes are swept, now and then. */
export abstract class SessionLooks {
  /** @param now milliseconds, by the clock of Redis */
  abstract look(sessionIds: string[], now: number): Promise<void>;
}
