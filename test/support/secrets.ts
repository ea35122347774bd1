/** Names of fields that reveal an answer. */
const SECRET_FIELDS = new Set(['accepted', 'tolerance', 'explanation', 'caseSensitive']);

/** `correct` may be the count of a standing, or the verdict on an answer that was given, and nothing else. */
function mayHaveCorrect(owner: Record<string, unknown>): boolean {
  const isStanding = typeof owner['correct'] === 'number' && 'rank' in owner && 'answered' in owner;
  const isVerdict =
    typeof owner['correct'] === 'boolean' &&
    (owner['status'] === 'accepted' || owner['status'] === 'duplicate');
  return isStanding || isVerdict;
}

/** Paths of everything inside a payload that players must not see before the reveal. */
export function leaks(payload: unknown, path = ''): string[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const owner = payload as Record<string, unknown>;
  return Object.entries(owner).flatMap(([name, value]) => {
    const inner = path ? `${path}.${name}` : name;
    const secret = SECRET_FIELDS.has(name) || (name === 'correct' && !mayHaveCorrect(owner));
    return [...(secret ? [inner] : []), ...leaks(value, inner)];
  });
}
