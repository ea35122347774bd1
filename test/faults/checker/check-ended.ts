import type { Evidence } from './evidence.js';
import type { Finding } from './findings.js';

/** `not-ended`: a session of which the host, MongoDB or Redis does not know that it has ended. */
export function checkEnded({ history, mongo, redis }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const { sessionId, closed } of history.values()) {
    const stored = mongo.sessions.get(sessionId);
    const held = redis.get(sessionId);
    const problems: string[] = [];
    if (!closed) problems.push('the host was never told of the end');
    if (stored?.status !== 'ended') problems.push(`in MongoDB it is ${stored?.status ?? 'missing'}`);
    if (held && held.status !== 'ended') problems.push(`in Redis it is ${held.status}`);
    for (const detail of problems) findings.push({ kind: 'not-ended', sessionId, detail });
  }
  return findings;
}
