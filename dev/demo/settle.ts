import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '../../src/contracts/rest.js';
import type { Host } from './host.js';
import type { Ledger } from './ledger.js';
import type { Progress } from './progress.js';

const AUDIT_MS = 60_000;
const BOARD_MS = 10_000;

/**
 * Audits until nothing is on its way to MongoDB any more.
 *
 * @throws Error that names what is still pending after `withinMs`
 */
export async function untilStored(
  host: Pick<Host, 'audit'>,
  progress: Pick<Progress, 'phase'>,
  withinMs = AUDIT_MS,
): Promise<Audit> {
  const end = Date.now() + withinMs;
  for (;;) {
    const audit = await host.audit();
    const { outbox, kafkaLag } = audit.pending;
    if (outbox === 0 && kafkaLag === 0) return audit;
    const pending = `outbox ${outbox}, Kafka ${kafkaLag < 0 ? 'does not answer' : kafkaLag}`;
    progress.phase = `waiting until MongoDB has everything: ${pending}`;
    if (Date.now() > end) throw new Error(`Not in MongoDB after ${withinMs / 1_000} s: ${pending}`);
    await sleep(500);
  }
}

/** Waits, at most 10 s, until all players know of the end and have the same leaderboard. The comparison reports what differs. */
export async function untilAllKnow(ledgers: Ledger[]): Promise<void> {
  const end = Date.now() + BOARD_MS;
  // This leaves time for one more window; after that nothing changes the board any more.
  await sleep(1_000);
  const know = () =>
    ledgers.every(({ sawEnd }) => sawEnd) && new Set(ledgers.map(({ version }) => version)).size === 1;
  while (!know() && Date.now() < end) await sleep(100);
}
