import { describe, expect, it } from 'vitest';
import { chosenKinds, Deck } from './deck.js';
import { FAULT_KINDS } from './faults/index.js';
import type { FaultKind } from './faults/target.js';

const kind = (name: string): FaultKind => ({ name, takes: [], harm: () => Promise.resolve(undefined) });
const kinds = ['a', 'b', 'c', 'd'].map(kind);
const draw = (deck: Deck, count: number, fits: (kind: FaultKind) => boolean = () => true) =>
  Array.from({ length: count }, () => deck.take(fits)?.name);

describe('Deck', () => {
  it('has every kind once before any comes again', () => {
    const deck = new Deck(1, kinds);
    for (let round = 1; round <= 3; round++) expect(draw(deck, 4).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('decides the same for the same seed, another for another', () => {
    expect(draw(new Deck(1, FAULT_KINDS), 30)).toEqual(draw(new Deck(1, FAULT_KINDS), 30));
    expect(draw(new Deck(1, FAULT_KINDS), 30)).not.toEqual(draw(new Deck(2, FAULT_KINDS), 30));
  });

  it('brings what did not fit as soon as it does, so that all come equally often', () => {
    const deck = new Deck(1, kinds);
    const first = draw(deck, 5, ({ name }) => name !== 'b');
    expect(first).not.toContain('b');
    const counts = new Map<string, number>();
    for (const name of [...first, ...draw(deck, 3)]) counts.set(name!, (counts.get(name!) ?? 0) + 1);
    expect(counts.get('b')).toBe(2);
  });

  it('has nothing when nothing fits', () => {
    expect(new Deck(1, kinds).take(() => false)).toBeUndefined();
  });
});

const names = (patterns: string[]) => chosenKinds(FAULT_KINDS, patterns).map(({ name }) => name);

describe('chosenKinds', () => {
  it('takes all, or those whose names are like one of the given', () => {
    expect(names([])).toHaveLength(FAULT_KINDS.length);
    expect(names(['ws killed'])).toEqual(['ws killed']);
    expect(names(['client lines*', 'ws *'])).toEqual(
      expect.arrayContaining(['ws killed', 'ws paused', 'client lines reset']),
    );
  });

  it('refuses a name that no kind has', () => {
    expect(() => chosenKinds(FAULT_KINDS, ['ws killed', 'ws kiled'])).toThrow('ws kiled');
  });
});

it('has no two kinds of one name', () => {
  expect(new Set(FAULT_KINDS.map(({ name }) => name)).size).toBe(FAULT_KINDS.length);
});
