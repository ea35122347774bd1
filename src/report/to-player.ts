import type { ReportPlayer } from '../contracts/rest.js';
import type { ResultRecord } from '../persistence/result-record.js';
import { Mean } from './mean.js';

/** @param rank null for a player that was sent away */
export function toPlayer(result: ResultRecord, rank: number | null): ReportPlayer {
  const time = new Mean();
  for (const { elapsedMs } of Object.values(result.answers ?? {})) time.add(elapsedMs);
  return {
    rank,
    playerId: result.playerId,
    nickname: result.nickname ?? '',
    score: result.score ?? 0,
    correct: result.correct ?? 0,
    answered: result.answered ?? 0,
    meanTimeMs: time.rounded,
    kicked: result.kicked === true,
  };
}
