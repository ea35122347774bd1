import { shuffled } from '../../../src/question/shuffle.js';
import type { FaultKind } from './faults/target.js';

/** Kinds of faults in a random order, every one once, then every one again. */
export class Deck {
  private readonly next: FaultKind[] = [];
  private rounds = 0;

  constructor(
    private readonly seed: number,
    private readonly kinds: FaultKind[],
  ) {}

  /** The next kind that fits. One that does not stays where it is, so that in the end all kinds come equally often. */
  take(fits: (kind: FaultKind) => boolean): FaultKind | undefined {
    const place = this.next.findIndex(fits);
    if (place >= 0) return this.next.splice(place, 1)[0];
    // What has been passed over for so long that all others have come is not passed over once more.
    if (this.next.length >= this.kinds.length) return undefined;
    const round = shuffled(this.kinds, `faults ${this.seed} ${++this.rounds}`);
    this.next.push(...round);
    return this.take(fits);
  }
}

/** Kinds whose names begin like one of these words or are like it, with `*` for anything; all when there are none. */
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
