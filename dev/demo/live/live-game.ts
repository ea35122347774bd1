import { setTimeout as sleep } from 'node:timers/promises';
import { PodiumApi, type RevealEvent } from '../../../src/client/index.js';
import { bounded } from '../bounded.js';
import { compactLine, frame } from '../frame.js';
import { PATIENCE, type Played } from '../game.js';
import { signIn } from '../host.js';
import { nicknames } from '../nicknames.js';
import type { DemoOptions } from '../options.js';
import { Progress } from '../progress.js';
import type { Screen } from '../screen.js';
import { untilAllKnow, untilStored } from '../settle.js';
import { differences } from '../verify.js';
import { LivePlayer } from './live-player.js';
import { mixedQuiz, type Asked } from './mixed-quiz.js';
import { revealLines } from './reveal-lines.js';
import { LiveStage } from './stage.js';

const AT_ONCE = 40;
const REDRAW_MS = 200;
/** Within this time after a reveal its leaderboard has arrived. */
const BOARD_MS = 700;

async function openLive(api: PodiumApi, quiz: Asked[]) {
  const host = await signIn(api);
  const questions = quiz.map(({ question }) => question);
  const { id: quizId, title } = await host.createQuiz({ title: 'A bit of everything', questions });
  const session = await host.openSession({
    quizId,
    mode: 'live',
    settings: { scoring: { streakBonus: 100 } },
  });
  return { title, session, audit: () => host.audit(session.sessionId) };
}

/** The counts of a distribution must add up to the answers, if its question counts an answer once. */
const distributionFaults = (reveals: RevealEvent[], byId: Map<string, Asked>): string[] =>
  reveals
    .filter(({ questionId }) => !byId.get(questionId)!.several)
    .filter(
      ({ distribution, answered }) => Object.values(distribution).reduce((a, b) => a + b, 0) !== answered,
    )
    .map(({ questionId }) => `the distribution of ${questionId} does not add up to its answers`);

/** Plays one live session through the load balancer, with a scripted host, and shows it. */
export async function playLiveGame(url: string, options: DemoOptions, screen: Screen): Promise<Played> {
  const { seed, players: count, questions } = options;
  const api = new PodiumApi(url, PATIENCE);
  const quiz = mixedQuiz(seed, questions);
  const byId = new Map(quiz.map((asked) => [asked.question.id, asked]));
  const host = await openLive(api, quiz);
  const progress = new Progress(host.title, count, questions);
  const timer = setInterval(() => screen.draw(frame(progress), compactLine(progress)), REDRAW_MS);
  try {
    progress.phase = `joining with PIN ${host.session.pin}`;
    const players = await bounded(nicknames(seed, count), AT_ONCE, async (nickname, index) => {
      const seat = await api.join(host.session.pin, nickname);
      progress.joined += 1;
      return new LivePlayer(seed, index, seat, byId, progress);
    });
    progress.phase = 'connecting';
    await bounded(players, AT_ONCE, (player) => player.connect());
    const stage = await LiveStage.open(url, host.session.hostToken, progress);
    const reveals: RevealEvent[] = [];
    for (const [index, { question }] of quiz.entries()) {
      reveals.push(await stage.play(index, index === 1));
      await sleep(BOARD_MS);
      screen.print(revealLines(index, question, reveals.at(-1)!, progress.board));
    }
    progress.phase = 'ending the session';
    await stage.end();
    const ledgers = players.map(({ ledger }) => ledger);
    await untilAllKnow(ledgers);
    await bounded(players, AT_ONCE, (player) => player.standing());
    const audit = await untilStored(host, progress);
    for (const player of players) player.settle();
    for (const player of players) player.close();
    const outcome = { ledgers, audit };
    const faults = [...differences(outcome), ...distributionFaults(reveals, byId)];
    return { ...outcome, progress, faults };
  } finally {
    clearInterval(timer);
  }
}
