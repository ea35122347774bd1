import type { Finding } from './findings.js';
import { type JoinedAnswer, whose } from './join-answers.js';

/**
 * `forgotten`: an answer was acknowledged, sent again, and refused instead of being called a duplicate. If it is accepted
 * again, that is `double`.
 */
export function checkForgotten(answers: JoinedAnswer[]): Finding[] {
  return answers.flatMap((answer) => {
    const ops = answer.history?.ops ?? [];
    const ackedAt = Math.min(...ops.map((op) => op.ackedAt ?? Infinity));
    const refused = ops
      .flatMap(({ op, refusals }) => refusals.map((refusal) => ({ op, ...refusal })))
      .find(({ sentAt }) => sentAt > ackedAt);
    if (!refused) return [];
    const { op, status, at } = refused;
    const detail = `acknowledged, and ${((refused.sentAt - ackedAt) / 1_000).toFixed(1)} s later told ${status} (op ${op})`;
    return [{ kind: 'forgotten' as const, ...whose(answer), at, detail }];
  });
}
