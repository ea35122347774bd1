import type { Difference } from './compare-record.js';
import type { ReplayOutcome } from './replay-outcome.js';

const LINES = 20;
const IDS = 5;
const VALUE_LENGTH = 60;

const count = (number: number, noun: string) =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** The outcome of a replay, in lines for people. */
export function describeReplay(outcome: ReplayOutcome): string {
  const { events, unparseable, seconds, compared, differences, notCompared, applied, kept } = outcome;
  const lines = [
    `replayed ${count(events, 'event')} in ${seconds.toFixed(1)} s` +
      (unparseable > 0 ? `; skipped ${count(unparseable, 'message')} that can't be parsed` : ''),
    `compared ${count(compared.sessions.length, 'session')}, ${count(compared.documents, 'document')}: ` +
      (compared.sessions.length === 0
        ? 'there is nothing to compare'
        : differences.count === 0
          ? 'consistent'
          : `${count(differences.count, 'difference')} in ${count(differences.sessions.length, 'session')}`),
    ...differences.first.slice(0, LINES).map((difference) => `  ${describe(difference)}`),
  ];
  if (differences.count > LINES) lines.push(`  and ${count(differences.count - LINES, 'more difference')}`);
  const skip = (what: string, ids: string[]) => {
    if (ids.length === 0) return;
    const more = ids.length > IDS ? ` and ${ids.length - IDS} more` : '';
    lines.push(`${what}: ${count(ids.length, 'session')}: ${ids.slice(0, IDS).join(', ')}${more}`);
  };
  skip('running: skipped', notCompared.running);
  skip('ended, but events are still on their way to Kafka: skipped', notCompared.arriving);
  // In a replay from the beginning, only Kafka's retention can have removed the creation of a session.
  const isAll = outcome.from === 'beginning';
  if (!isAll) skip('begun before --from: not compared', notCompared.partial);
  skip(
    'not wholly in the log any more: not compared',
    isAll ? [...notCompared.partial, ...notCompared.dropped] : notCompared.dropped,
  );
  if (outcome.lag !== 0 && differences.count > 0) {
    const behind = outcome.lag < 0 ? 'may be behind' : `were ${count(outcome.lag, 'event')} behind`;
    lines.push(`warning: the workers ${behind} at the start: differences may be only late`);
  }
  if (applied) {
    lines.push(
      `put right: ${count(applied.sessions.length, 'session')}, ${count(applied.documents, 'document')}`,
    );
  } else if (differences.count > 0) {
    lines.push('--apply puts `results` right');
  }
  if (kept) lines.push(`the fresh collection is kept: ${kept}`);
  return lines.join('\n');
}

function describe({ sessionId, playerId, nickname, kind, field, results, log }: Difference): string {
  const player = `session ${sessionId}, player ${playerId}${nickname ? ` (${nickname})` : ''}`;
  if (kind === 'missing-in-results') return `${player}: missing in results`;
  if (kind === 'not-in-the-log') return `${player}: not in the log`;
  return `${player}: ${field} is ${short(results)} in results, ${short(log)} in the log`;
}

function short(value: unknown): string {
  if (value === null) return 'missing';
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}
