/** Counts the checks that held and those that did not, and prints each. */
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
