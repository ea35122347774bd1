import { AuditModule } from '../audit/audit.module.js';
import { AuditService } from '../audit/audit.service.js';
import type { Audit } from '../contracts/rest.js';
import { PodiumError } from '../platform/problems/podium-error.js';
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
      const catalog = context.get(SessionCatalog, { strict: false });
      const session = await catalog.get(sessionId).catch((error: unknown) => sayWhyNot(sessionId, error));
      return session && context.get(AuditService, { strict: false }).audit(session);
    },
  );
  if (!report) return false;
  console.log(JSON.stringify(report, null, 2));
  return report.consistent;
}

function sayWhyNot(sessionId: string, error: unknown): undefined {
  if (!(error instanceof PodiumError)) throw error;
  console.error(error.code === 'SESSION_UNKNOWN' ? `There is no session ${sessionId}.` : error.detail);
}
