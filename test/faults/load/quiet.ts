/** Moments in which nobody answers, so that screens can be compared with the state of the server. */
export class Quiet {
  private over?: Promise<void>;

  get isNow(): boolean {
    return this.over !== undefined;
  }

  /** Nobody answers until `work` is done. */
  async during(work: () => Promise<void>): Promise<void> {
    const done = work();
    this.over = done.catch(() => undefined);
    try {
      await done;
    } finally {
      this.over = undefined;
    }
  }

  /** Resolves at once, or when the quiet moment is over. */
  async past(): Promise<void> {
    await this.over;
  }
}
