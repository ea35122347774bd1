import type { Joined } from '../../src/contracts/rest.js';
import { Player } from './player.js';
import type { Podium } from './podium.js';

/** The number of requests and connections that run at a time. */
const AT_ONCE = 50;

/** Runs `work` for 0 to `count - 1`, at most `AT_ONCE` at a time. */
export async function times<Result>(
  count: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - start);
    results.push(...(await Promise.all(Array.from({ length: size }, (_, index) => work(start + index)))));
  }
  return results;
}

/** Seats `count` players and connects them, spread over the ws nodes. */
export async function crowd(podium: Podium, sessionId: string, count: number): Promise<Player[]> {
  const { api, ws } = podium;
  const seats = await times<Joined>(count, (index) => Player.join(api[0]!.url, sessionId, `player ${index}`));
  return times(count, (index) => Player.enter(seats[index]!, { url: ws[index % ws.length]!.url }));
}
