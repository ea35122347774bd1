import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Question } from '../../src/contracts/quiz.js';
import type { SessionCreated } from '../../src/contracts/rest.js';
import vi from '../../web/src/locale/vi.js';
import { Host } from '../support/host.js';
import { Player } from '../support/player.js';
import { type Podium, startPodium } from '../support/podium.js';
import { newPerson, type Person, startBrowser, WALL } from './support/browser.js';
import { logIn } from './support/host-page.js';
import { PlayerPage } from './support/player-page.js';
import { EVERY_TYPE } from './support/quiz.js';
import { look, overflow } from './support/screens.js';

/** The shortest time limit, so that a test can wait for the end of it. */
const SHORT_MS = 5_000;
const [capital, , bats] = EVERY_TYPE as [Question, Question, Question];
const QUIZ: Question[] = [
  capital,
  bats,
  { ...bats, id: 'short', text: 'Quick: is ice cold?', timeLimitMs: SHORT_MS },
];

describe('a self-paced session', () => {
  let podium: Podium;
  let browser: Browser;
  let owner: Host;
  let session: SessionCreated;
  const people: Person[] = [];
  const person = async (options: Parameters<typeof newPerson>[2] = {}) => {
    const one = await newPerson(browser, podium.url, options);
    people.push(one);
    return one;
  };

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment') });
    browser = await startBrowser();
    owner = await Host.register(podium.url);
    session = await owner.session(QUIZ, { leaderboardSize: 3, showAnswersAfterEnd: true });
    // Three others play as well, as many as the board has rows, and better than the players in the browsers.
    for (const nickname of ['Quick', 'Quicker', 'Quickest']) {
      const player = await Player.enter(await Player.join(podium.url, session.sessionId, nickname), podium);
      for (const [index, { id }] of QUIZ.entries()) {
        await player.open(index);
        await player.answer(id, index === 0 ? ['b'] : false);
      }
      player.close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await podium?.stop();
  });

  it('is played in Vietnamese at one’s own pace, over a reload, on the smallest phone', async () => {
    const phone = await person({ locale: 'vi-VN', viewport: { width: 320, height: 568 } });
    const bao = await PlayerPage.join(phone, session.pin, 'Bảo', vi);
    expect(await bao.page.locator('html').getAttribute('lang')).toBe('vi');
    await bao.question(capital.text);
    await look(bao.page, 'self-paced-question');
    const left = async () => Number(await bao.page.getByRole('timer').textContent());
    const before = await left();
    await bao.page.reload();
    await bao.question(capital.text);
    // The clock went on during the reload.
    expect(await left()).toBeLessThanOrEqual(before);
    await bao.choice('Huế').click();
    await bao.page.getByText(vi.player.outcome.wrong).waitFor();
    await look(bao.page, 'self-paced-result');
    await bao.page.reload();
    await bao.page.getByText(vi.player.outcome.counted).waitFor();
    await bao.page.getByRole('button', { name: vi.player.next }).click();
    await bao.choice(vi.common.false).click();
    await bao.page.getByText(vi.player.outcome.right).waitFor();
    // Three players are ahead, and the board has three rows: the own row is shown all the same.
    const own = bao.page.locator('.standing--own');
    await own.waitFor();
    expect(await own.textContent()).toContain('Bảo');
    expect(await bao.page.locator('.standing').count()).toBe(4);
    await bao.page.getByRole('button', { name: vi.player.next }).click();
    await bao.question('Quick: is ice cold?');
    await bao.page.getByText(vi.player.timeOver).waitFor();
    await look(bao.page, 'self-paced-time-over');
    await bao.page.getByRole('button', { name: vi.player.finish }).click();
    await bao.page.getByText(vi.player.done).waitFor();
    await look(bao.page, 'self-paced-done');
    expect(await overflow(bao.page)).toBe(0);

    const host = await logIn(await person({ viewport: WALL }), owner, `/host/${session.sessionId}`);
    await host.locator('.standing').first().waitFor();
    await look(host, 'host-self-paced');
    await host.getByRole('button', { name: 'End', exact: true }).click();
    await host.getByRole('alertdialog').getByRole('button', { name: 'End', exact: true }).click();
    await host.getByText('The winners').waitFor();
    await bao.page.getByText(vi.player.ended).waitFor();
    await bao.page.getByText(vi.player.finalRank(4, 4, 0).split(',')[0]!).waitFor();
  });

  it('is running within a minute for who has read nothing', async () => {
    const { context } = await person();
    const page = await context.newPage();
    const startedAt = Date.now();
    await page.goto('/');
    await page.getByRole('link', { name: 'Try it' }).waitFor();
    await look(page, 'join');
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Play it now' }).waitFor();
    await look(page, 'try');
    await page.getByRole('button', { name: 'Play it now' }).click();
    await page.locator('.choice').first().click();
    await page.locator('.result').waitFor();
    expect(Date.now() - startedAt).toBeLessThan(60_000);
  });

  it('puts a second tab in the first one’s place, and lets it come back', async () => {
    const { context } = await person();
    const other = await owner.session([capital]);
    const first = await PlayerPage.join({ context, complaints: [] }, other.pin, 'Twice');
    await first.question(capital.text);
    const second = await context.newPage();
    await second.goto(first.page.url());
    await first.page.getByText('You are playing on another device').waitFor();
    await look(first.page, 'player-replaced');
    await second.getByRole('heading', { name: capital.text }).waitFor();
    await first.page.getByRole('button', { name: 'Play here' }).click();
    await first.question(capital.text);
    await second.getByText('You are playing on another device').waitFor();
  });

  it('made nobody’s browser complain', () => {
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
