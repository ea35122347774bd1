import type { Audit } from '../contracts/rest.js';
import { AuditModule } from '../persistence/audit/audit.module.js';
import { AuditService } from '../persistence/audit/audit.service.js';
import { SessionCatalog } from '../session/session-catalog.js';
import { SessionModule } from '../session/session.module.js';
import { withContext } from './context.js';

/**
 * Audits a session and prints the report as JSON.
 *
 * @returns whether the stores agree
 */
export async function audit(sessionId: string): Promise<boolean> {
  const report = await withContext(
    [SessionModule, AuditModule],
    async (context): Promise<Audit | undefined> => {
      const session = await context.get(SessionCatalog, { strict: false }).get(sessionId);
      return session && context.get(AuditService, { strict: false }).audit(session);
    },
  );
  if (!report) {
    console.error(`There is no session ${sessionId} in Redis.`);
    return false;
  }
  console.log(JSON.stringify(report, null, 2));
  return report.consistent;
}
