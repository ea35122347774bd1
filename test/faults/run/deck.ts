import { shuffled } from '../../../src/question/shuffle.js';
import type { FaultKind } from './faults/target.js';

/** Kinds of faults in a random order: each kind once, then each kind again. */
export class Deck {
  private readonly next: FaultKind[] = [];
  private rounds = 0;

  constructor(
    private readonly seed: number,
    private readonly kinds: FaultKind[],
  ) {}

  /** The next kind that fits. A kind that does not fit keeps its place, so that in the end all kinds come equally often. */
  take(fits: (kind: FaultKind) => boolean): FaultKind | undefined {
    const place = this.next.findIndex(fits);
    if (place >= 0) return this.next.splice(place, 1)[0];
    // A kind that was skipped until all others have come is not skipped again.
    if (this.next.length >= this.kinds.length) return undefined;
    const round = shuffled(this.kinds, `faults ${this.seed} ${++this.rounds}`);
    this.next.push(...round);
    return this.take(fits);
  }
}

/** Kinds whose whole name matches one of these patterns, with `*` for anything; all kinds when there are no patterns. */
export function chosenKinds(kinds: FaultKind[], patterns: string[]): FaultKind[] {
  if (patterns.length === 0) return kinds;
  const expressions = patterns.map((pattern) => {
    const words = pattern
      .trim()
      .split('*')
      .map((part) => part.replaceAll(/[^\w ,]/g, '\\$&'));
    return new RegExp(`^${words.join('.*')}$`);
  });
  const unused = patterns.filter((_, place) => !kinds.some(({ name }) => expressions[place]!.test(name)));
  if (unused.length > 0) throw new Error(`no kind of fault is called ${unused.join(' or ')}`);
  return kinds.filter(({ name }) => expressions.some((expression) => expression.test(name)));
}
