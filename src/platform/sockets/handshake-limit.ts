import { LRUCache } from 'lru-cache';
import { EventBudget } from './event-budget.js';

/** Tokens that are remembered; the one that was used longest ago is forgotten first. */
const TOKENS = 20_000;
/** A phone on a bad connection reconnects three times a second, for half a minute. */
const BURST = 90;
const PER_SECOND = 1;
/** This many characters of the signature distinguish tokens. V8 copies so short a part, and so releases the whole token. */
const KEY_LENGTH = 12;

/** How often one token may connect to this node: 90 times at once, then once a second. Each time costs several reads. */
export class HandshakeLimit {
  private readonly budgets = new LRUCache<string, EventBudget>({ max: TOKENS });

  take(token: string, now = performance.now()): boolean {
    const key = token.slice(-KEY_LENGTH);
    let budget = this.budgets.get(key);
    if (!budget) {
      budget = new EventBudget(PER_SECOND, now, BURST);
      this.budgets.set(key, budget);
    }
    return budget.take(now);
  }
}
