import { PodiumApi } from '../../src/client/index.js';
import { bounded } from './bounded.js';
import { compactLine, frame } from './frame.js';
import { openGame, type Host } from './host.js';
import { nicknames } from './nicknames.js';
import type { DemoOptions } from './options.js';
import { planPlayer } from './plan.js';
import { Player } from './player.js';
import { Progress } from './progress.js';
import type { Screen } from './screen.js';
import { untilAllKnow, untilStored } from './settle.js';
import { differences, type Outcome } from './verify.js';

const JOINS_AT_ONCE = 20;
const CONNECTS_AT_ONCE = 50;
const REDRAW_MS = 200;
/** The rate of joins is limited for each session, so a demo of thousands of players has to retry. */
export const PATIENCE = 60;

/** A game that was played to its end. */
export interface Played extends Outcome {
  progress: Progress;
  /** Contradictions that were found; empty when all is well. */
  faults: string[];
}

async function takeSeats(
  api: PodiumApi,
  host: Host,
  options: DemoOptions,
  progress: Progress,
): Promise<Player[]> {
  const { seed, players } = options;
  return bounded(nicknames(seed, players), JOINS_AT_ONCE, async (nickname, index) => {
    const seat = await api.join(host.session.pin, nickname);
    progress.joined += 1;
    return new Player(planPlayer(options, index), seat, progress);
  });
}

/** Plays from the first seat to the last check. The caller draws; this function updates `progress`. */
async function playThrough(
  api: PodiumApi,
  host: Host,
  options: DemoOptions,
  progress: Progress,
): Promise<Played> {
  progress.phase = `joining with PIN ${host.session.pin}`;
  const players = await takeSeats(api, host, options, progress);
  progress.phase = 'connecting';
  await bounded(players, CONNECTS_AT_ONCE, (player) => player.connect());
  progress.phase = 'playing';
  await Promise.all(players.map((player) => player.play(host.questions)));
  await untilStored(host, progress);
  progress.phase = 'ending the session';
  await host.end();
  const ledgers = players.map(({ ledger }) => ledger);
  await untilAllKnow(ledgers);
  progress.phase = 'comparing what every player was told with what is stored';
  await bounded(players, CONNECTS_AT_ONCE, (player) => player.standing());
  const audit = await untilStored(host, progress);
  for (const player of players) player.close();
  const outcome = { ledgers, questions: options.questions, audit };
  return { ...outcome, progress, faults: differences(outcome) };
}

/** Plays one game through the load balancer, and shows it. */
export async function playGame(url: string, options: DemoOptions, screen: Screen): Promise<Played> {
  const api = new PodiumApi(url, PATIENCE);
  const host = await openGame(api, options);
  const progress = new Progress(host.title, options.players, options.questions);
  const draw = () => screen.draw(frame(progress), compactLine(progress));
  const timer = setInterval(draw, REDRAW_MS);
  try {
    return await playThrough(api, host, options, progress);
  } finally {
    clearInterval(timer);
  }
}
