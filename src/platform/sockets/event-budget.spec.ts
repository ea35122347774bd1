import { describe, expect, it } from 'vitest';
import { EventBudget } from './event-budget.js';

describe('EventBudget', () => {
  it('lets a burst of twice the rate through, then the rate', () => {
    const budget = new EventBudget(20, 0);
    const burst = Array.from({ length: 45 }, () => budget.take(0));
    expect(burst.filter(Boolean)).toHaveLength(40);
    expect(Array.from({ length: 25 }, () => budget.take(1_000)).filter(Boolean)).toHaveLength(20);
  });

  it('is exhausted only when the client goes on after being refused', () => {
    const budget = new EventBudget(20, 0);
    for (let i = 0; i < 240; i++) budget.take(0);
    expect(budget.exhausted).toBe(false);
    budget.take(0);
    expect(budget.exhausted).toBe(true);
    expect(budget.take(1_000)).toBe(true);
    expect(budget.exhausted).toBe(false);
  });

  it('makes a client wait for what an event has cost beyond itself', () => {
    const budget = new EventBudget(20, 0);
    expect(budget.take(0)).toBe(true);
    budget.charge(58);
    expect(budget.take(900)).toBe(false);
    expect(budget.take(1_000)).toBe(true);
    expect(budget.exhausted).toBe(false);
  });

  it('can have another burst than twice the rate', () => {
    const budget = new EventBudget(1, 0, 5);
    expect(Array.from({ length: 9 }, () => budget.take(0)).filter(Boolean)).toHaveLength(5);
  });
});
