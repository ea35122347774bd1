import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { crowd, times } from '../support/crowd.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { newPerson, type Person, startBrowser, WALL } from './support/browser.js';
import { logIn } from './support/host-page.js';

/** The number of seated players, and of those among them who answer all the time. */
const PLAYERS = 1_000;
const ANSWERING = 30;
const ROWS = 20;
const WATCH_MS = 6_000;
const VISITS = 5;

/**
 * Bounds that a mistake breaks on any machine. The goals are 1 s and 4 ms, but the same build takes half as long again on a
 * slow day of this machine. Mistakes that were found: a first screen that waits for names of languages (1.5 s), a new
 * formatter for each number of a row (2 ms more a board), and rows that are moved in the document (25 ms).
 */
const USABLE_MS = 1_500;
const BOARD_MS = 8;
/** A page with only the field, which shows what the browser takes here and now. Ours took 4 to 6 times as long in a slow hour. */
const BARE_PATH = '/bare';
const BARE = '<!doctype html><title>Bare</title><input id="pin">';
const BARE_TIMES = 8;

const said = (all: number[]) => all.map((ms) => ms.toFixed(0)).join(', ');

/** A frame longer than this came a whole frame too late. */
const LATE_MS = 34;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The lengths of frames for a while, and how often the order of the rows changed. */
const watchFrames = (page: Page): Promise<{ lengths: number[]; moved: number }> =>
  page.evaluate(
    (watchMs) =>
      new Promise((resolve) => {
        const lengths: number[] = [];
        let moved = 0;
        const list = document.querySelector('.standings')!;
        const order = () => [...list.children].map((row) => (row as HTMLElement).dataset['player']).join();
        let last = order();
        const startedAt = performance.now();
        let lastFrame: number | undefined;
        const frame = (at: number) => {
          if (lastFrame !== undefined) lengths.push(at - lastFrame);
          lastFrame = at;
          const now = order();
          if (now !== last) moved++;
          last = now;
          if (at - startedAt < watchMs) requestAnimationFrame(frame);
          else resolve({ lengths, moved });
        };
        requestAnimationFrame(frame);
      }),
    WATCH_MS,
  );

/**
 * The time that the main thread spends for each board, in its own processor time, so that other work on these cores does not
 * count. No code in the page measures it, and the boards are counted at a player.
 */
async function costOfBoards(person: Person, page: Page, player: Player) {
  const devtools = await person.context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1_000]));
  };
  const countBefore = player.boards.length;
  const before = await spent();
  await sleep(WATCH_MS);
  const after = await spent();
  const boards = player.boards.length - countBefore;
  const per = (name: string) => (after[name]! - before[name]!) / boards;
  const parts = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].map(per);
  const said = ['script', 'layout', 'style']
    .map((name, place) => `${name} ${parts[place]!.toFixed(2)}`)
    .join(', ');
  return {
    ms: parts.reduce((sum, ms) => sum + ms, 0),
    said: `${said}, all tasks ${per('TaskDuration').toFixed(2)}`,
    boards,
  };
}

let podium: Podium;
let browser: Browser;
beforeAll(async () => {
  podium = await startPodium({
    engines: inject('environment'),
    // The players join as fast as the machine permits.
    environment: { JOINS_PER_SECOND: '10000' },
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await podium?.stop();
});

/** Milliseconds until a person could type into the field for the PIN, on a processor four times slower than this one. */
async function usableAfter(path: string): Promise<number> {
  const { context } = await newPerson(browser, podium.url);
  const page = await context.newPage();
  await page.route(`**${BARE_PATH}`, (route) => route.fulfill({ contentType: 'text/html', body: BARE }));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    // The field exists, and the frame after it has been drawn.
    new MutationObserver((_changes, observer) => {
      if (!document.getElementById('pin')) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => Object.assign(globalThis, { usableAt: performance.now() })),
      );
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(path);
  const usable = await page.waitForFunction(() => (globalThis as { usableAt?: number }).usableAt);
  const at = (await usable.jsonValue())!;
  await context.close();
  return at;
}

it('can soon be used on a processor four times slower', async () => {
  const visits: number[] = [];
  const bare: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    visits.push(await usableAfter('/'));
    bare.push(await usableAfter(BARE_PATH));
  }
  console.error(`usable after ${said(visits)} ms, a page without anything after ${said(bare)} ms`);
  expect(Math.min(...visits)).toBeLessThan(Math.max(USABLE_MS, BARE_TIMES * Math.min(...bare)));
});

describe(`the leaderboard of ${PLAYERS} players, ${ROWS} rows of it in view`, () => {
  it('moves at 60 frames a second, and a message costs little', async () => {
    const host = await Host.register(podium.url);
    const session = await host.session(singles(200), { leaderboardSize: ROWS, scoring: { timeWeight: 1 } });
    const answering = await crowd(podium, session.sessionId, ANSWERING);
    await times(PLAYERS - ANSWERING, (index) =>
      Player.join(podium.api[0]!.url, session.sessionId, `seat ${index}`),
    );

    const person = await newPerson(browser, podium.url, { viewport: WALL });
    const page = await logIn(person, host, `/host/${session.sessionId}`);
    const play = new AbortController();
    const playing = answering.map(async (player, place) => {
      for (let index = 0; index < 200 && !play.signal.aborted; index++) {
        await player.open(index);
        // Some answers are right and some are wrong, in turn, so that ranks change all the time.
        await player.answer(`q${index}`, [(index * 7 + place) % 3 === 0 ? 'b' : 'a']);
        await sleep(400 + 40 * (place % 10));
      }
    });
    await page
      .locator('.standing')
      .nth(ROWS - 1)
      .waitFor();

    const frames = await watchFrames(page);
    const cost = await costOfBoards(person, page, answering[0]!);
    play.abort();
    await Promise.all(playing);
    answering.forEach((player) => player.close());

    const late = frames.lengths.filter((ms) => ms > LATE_MS).length;
    console.error(
      `${frames.lengths.length} frames, median ${median(frames.lengths).toFixed(1)} ms, ${late} late, ${frames.moved} orders; ` +
        `a message costs ${cost.ms.toFixed(2)} ms of main thread (${cost.said}, ${cost.boards} of them)`,
    );
    expect(frames.moved).toBeGreaterThan(3);
    expect(median(frames.lengths)).toBeLessThan(17.5);
    expect(late / frames.lengths.length).toBeLessThan(0.02);
    expect(cost.boards).toBeGreaterThan(5);
    expect(cost.ms).toBeLessThan(BOARD_MS);
  });
});
