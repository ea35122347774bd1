import type { ReportPlayer } from '../contracts/rest.js';
import type { ResultRecord } from '../persistence/result-record.js';
import type { QuestionFigures } from './question-figures.js';
import { toPlayer } from './to-player.js';

/**
 * Ranks results that come in the order of the board, and adds them to the figures. Players that the host sent away
 * have no rank and come last; they wait in memory, as rows without answers.
 */
export async function* reportPlayers(
  results: AsyncIterable<ResultRecord>,
  figures: QuestionFigures,
): AsyncGenerator<ReportPlayer> {
  const kicked: ReportPlayer[] = [];
  let rank = 0;
  for await (const result of results) {
    figures.add(result);
    if (result.kicked) kicked.push(toPlayer(result, null));
    else yield toPlayer(result, ++rank);
  }
  yield* kicked;
}
