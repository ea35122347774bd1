import type { Asking } from './game-history.js';
import type { PlayerHistory, SessionHistory } from './evidence.js';

/** A question of a live session, as its clients received it. */
export interface LiveQuestion {
  questionId: string;
  index: number;
  /** The time when a client first received it. */
  openAt: number;
  /** The time when a client was first shown that it is over; `Infinity` if that never happened. */
  overAt: number;
  /** When a client first received a later one, or `Infinity`. If all connections hang, nobody sees the end of this one. */
  nextAt: number;
  /** Everything that clients received about it while it was open. */
  askings: Asking[];
  /** By how much the server's clock is ahead of the history's. */
  aheadMs: number;
}

/** The questions that a live session has asked, in their order. */
export function liveQuestions({ mode, game }: SessionHistory): LiveQuestion[] {
  if (mode !== 'live') return [];
  const aheadMs = median(game.aheadMs);
  const byQuestion = new Map<string, Asking[]>();
  for (const asking of game.asked) {
    const known = byQuestion.get(asking.questionId);
    if (known) known.push(asking);
    else byQuestion.set(asking.questionId, [asking]);
  }
  return [...byQuestion.values()]
    .map((askings) => {
      const { questionId, index } = askings[0]!;
      const openAt = Math.min(...askings.map(({ at }) => at));
      const nextAt = Math.min(...game.asked.flatMap((asking) => (asking.index > index ? asking.at : [])));
      const overAt = game.overAt.get(index) ?? Infinity;
      return { questionId, index, openAt, overAt, nextAt, askings, aheadMs };
    })
    .toSorted((a, b) => a.index - b.index);
}

/**
 * The time when a question is over, by the clock of the history and by what clients had received until `by`. If it was announced
 * again with another end, after a pause, that end counts. If no client had received it yet, since every connection was broken,
 * its first end counts.
 */
export function endOf({ askings, aheadMs, openAt }: LiveQuestion, by: number): number {
  const heard = askings.filter(({ at }) => at <= Math.max(by, openAt));
  const lastAt = Math.max(...heard.map(({ at }) => at));
  return heard.find(({ at }) => at === lastAt)!.closesAt - aheadMs;
}

/** Whether a player has sent an answer until then that can count: not every attempt of it was refused. */
export function answeredBy({ answers }: PlayerHistory, questionId: string, until: number): boolean {
  const ops = answers.get(questionId)?.ops ?? [];
  return ops.some((op) => op.sentAt <= until && !isRefused(op));
}

const isRefused = (op: { attempts: number; refusals: unknown[] }): boolean =>
  op.refusals.length === op.attempts;

/** The median ignores messages that were on their way for long, and times of a clock that had jumped: most take only a moment. */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
