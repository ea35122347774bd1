import type { Asking } from './game-history.js';
import type { PlayerHistory, SessionHistory } from './evidence.js';

/** A question of a live session, as its clients were told of it. */
export interface LiveQuestion {
  questionId: string;
  index: number;
  /** When it was first heard of. */
  openAt: number;
  /** When somebody was first shown that it is over; `Infinity` when nobody ever was. */
  overAt: number;
  /** When a later one was first heard of; `Infinity` when none was. While every line hangs nobody hears of the end between. */
  nextAt: number;
  /** All that was told of it while it was open. */
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
 * When a question's time is over, by the clock of the history and what clients had heard of it by a moment. Announced again with
 * another end, after a pause, it has that one. When nobody had heard of it yet, since every line was broken, its first end counts.
 */
export function endOf({ askings, aheadMs, openAt }: LiveQuestion, by: number): number {
  const heard = askings.filter(({ at }) => at <= Math.max(by, openAt));
  const lastAt = Math.max(...heard.map(({ at }) => at));
  return heard.find(({ at }) => at === lastAt)!.closesAt - aheadMs;
}

/** Whether a player has sent an answer by a moment that may count: one that was not refused each time it was sent. */
export function answeredBy({ answers }: PlayerHistory, questionId: string, until: number): boolean {
  const ops = answers.get(questionId)?.ops ?? [];
  return ops.some((op) => op.sentAt <= until && !isRefused(op));
}

const isRefused = (op: { attempts: number; refusals: unknown[] }): boolean =>
  op.refusals.length === op.attempts;

/** Most messages are on their way for a moment only: what is on its way for longer, or comes from a clock that has jumped, counts for nothing. */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
