import type { Audit } from '../../src/contracts/rest.js';
import type { Host } from './host.js';
import { ok } from './rest.js';
import { until } from './until.js';

export const readAudit = (host: Host, sessionId: string): Promise<Audit> =>
  ok('GET', `${host.url}/v1/sessions/${sessionId}/audit`, { token: host.token });

/**
 * Waits until nothing of the session is on its way to MongoDB any more and two audits in a row are the same, then
 * returns the audit, consistent or not.
 */
export async function auditSettled(host: Host, sessionId: string, withinMs = 20_000): Promise<Audit> {
  let before = '';
  return until(
    async () => {
      const audit = await readAudit(host, sessionId);
      const now = JSON.stringify(audit);
      const settled = audit.pending.outbox === 0 && audit.pending.kafkaLag === 0 && now === before;
      before = now;
      return settled && audit;
    },
    { what: () => `audit at rest (the last: ${before})`, withinMs, everyMs: 200 },
  );
}
