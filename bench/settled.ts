import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '../src/client/index.js';
import type { BenchSession } from './session.js';

/** The audit once nothing is on its way to MongoDB any more, or as it is when that takes longer. */
export async function settled(session: BenchSession, withinMs = 60_000): Promise<Audit> {
  const end = Date.now() + withinMs;
  for (;;) {
    const audit = await session.audit();
    if ((audit.pending.outbox === 0 && audit.pending.kafkaLag === 0) || Date.now() > end) return audit;
    await sleep(500);
  }
}
