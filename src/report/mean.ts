/** A mean that grows value by value. */
export class Mean {
  private sum = 0;
  private count = 0;

  add(value: number): void {
    this.sum += value;
    this.count += 1;
  }

  /** Null without values. */
  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }

  /** Null without values. */
  get rounded(): number | null {
    return this.value === null ? null : Math.round(this.value);
  }
}
