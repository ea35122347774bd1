/** Counts what held and what did not, and says so as it goes. */
export class Checks {
  private passed = 0;
  private failed = 0;

  is(what: string, truth: boolean, seen?: unknown): void {
    if (truth) this.passed++;
    else this.failed++;
    console.log(
      `${truth ? '✓' : '✗'} ${what}${truth || seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`,
    );
  }

  /** @returns the exit code */
  end(): number {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 ? 0 : 1;
  }
}
