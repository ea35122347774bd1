import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SessionCreated } from '../../src/contracts/rest.js';
import vi from '../../web/src/locale/vi.js';
import { Host } from '../support/host.js';
import { type Podium, startPodium } from '../support/podium.js';
import { newPerson, type Person, PHONE, startBrowser, WALL } from './support/browser.js';
import { logIn, pressSpace } from './support/host-page.js';
import { orderByButtons, orderByDragging, orderByKeyboard } from './support/ordering.js';
import { PlayerPage } from './support/player-page.js';
import { EVERY_TYPE, INVENTIONS } from './support/quiz.js';
import { look, overflow } from './support/screens.js';

async function sendOrdered(player: PlayerPage): Promise<void> {
  expect(await player.rows()).toEqual(INVENTIONS);
  await player.send();
}

/** One game from the lobby to the podium, with a host at the wall and three players; each test continues the last one. */
describe('a live session with a question of every type', () => {
  let podium: Podium;
  let browser: Browser;
  let url: string;
  let session: SessionCreated;
  let host: Page;
  let ada: PlayerPage;
  /** The player with Vietnamese texts. */
  let bao: PlayerPage;
  /** The player with the smallest phone. */
  let cleo: PlayerPage;
  let owner: Host;
  const people: Person[] = [];
  const person = async (options: Parameters<typeof newPerson>[2]) => {
    const one = await newPerson(browser, url, options);
    people.push(one);
    return one;
  };
  const everyone = () => [ada, bao, cleo];
  const asked = (text: string) => Promise.all(everyone().map((player) => player.question(text)));
  const told = () => Promise.all(everyone().map((player) => player.result.waitFor()));
  /** Goes from the answer to the board, and on to the next question. */
  const goOn = async () => {
    await pressSpace(host);
    await host.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await pressSpace(host);
  };

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment'), ws: 2 });
    // By this address a browser notices that it is offline, which it never does for localhost.
    url = podium.url.replace('localhost', '127.0.0.1');
    browser = await startBrowser();
    owner = await Host.register(podium.url);
    session = await owner.live(EVERY_TYPE, { showAnswersAfterEnd: true, scoring: { streakBonus: 100 } });
  });
  afterAll(async () => {
    await browser?.close();
    await podium?.stop();
  });

  it('gathers in the lobby', async () => {
    host = await logIn(await person({ viewport: WALL }), owner, `/host/${session.sessionId}`);
    await host.getByText('Waiting for players').waitFor();
    ada = await PlayerPage.join(await person({}), session.pin, 'Ada');
    bao = await PlayerPage.join(await person({ locale: 'vi-VN' }), session.pin, 'Bảo', vi);
    cleo = await PlayerPage.join(
      await person({ viewport: { width: 320, height: 568 } }),
      session.pin,
      'Cleo',
    );
    for (const name of ['Ada', 'Bảo', 'Cleo'])
      await host.getByRole('button', { name, exact: true }).waitFor();
    expect(await host.getByRole('img').getAttribute('alt')).toContain(`${url}/j/${session.pin}`);
    await look(host, 'host-lobby');
    await look(ada.page, 'player-lobby');
    await bao.page.getByText(vi.player.in).waitFor();
  });

  it('tells a fourth in words why it cannot come in, and shows the host’s door', async () => {
    const late = await (await person({})).context.newPage();
    await late.goto(`/j/${session.pin}`);
    await late.getByLabel('Your nickname').waitFor();
    await look(late, 'join-nickname');
    await late.getByLabel('Your nickname').fill('ADA');
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('Somebody here has this nickname').waitFor();
    await host.getByRole('button', { name: 'Close the door' }).click();
    await host.getByText('The door is closed').waitFor();
    await late.getByLabel('Your nickname').fill('Dora');
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('The host has closed the door').waitFor();
    await late.goto('/j/000000');
    await late.getByText('There is no quiz with this PIN').waitFor();
    await look(late, 'join-pin');
    await host.getByRole('button', { name: 'Open the door' }).click();
    await late.goto(`/j/${session.pin}`);
    await late.getByLabel('Your nickname').fill('Dora');
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('You’re in!').waitFor();
    // … and the host removes this player.
    await host.getByRole('button', { name: 'Dora' }).click();
    await look(host, 'host-kick');
    await host.getByRole('button', { name: 'Remove' }).click();
    await late.getByText('The host has removed you').waitFor();
    await look(late, 'player-kicked');
  });

  it('asks for one choice, and a reload in mid-question brings everything back', async () => {
    await pressSpace(host);
    await asked('What is the capital of Vietnam?');
    await look(host, 'host-question');
    await look(ada.page, 'player-question');
    await ada.choice('Hà Nội').click();
    await ada.sent();
    await look(ada.page, 'player-sent');
    await ada.page.reload();
    await ada.sent();
    expect(await ada.page.locator('.sent__value').textContent()).toBe('Hà Nội');
    await bao.page.reload();
    await bao.question('What is the capital of Vietnam?');
    await host.getByText('1 of 3 answered').waitFor();
    await host.reload();
    await host.getByText('1 of 3 answered').waitFor();
    await bao.choice('Huế').click();
    await cleo.choice('Hà Nội').click();
    await told();
    await ada.page.getByText('Since 1010').waitFor();
    await look(host, 'host-reveal');
    await look(ada.page, 'player-right');
    await bao.page.getByText(vi.player.outcome.wrong).waitFor();
    await look(bao.page, 'player-wrong');
    expect(await host.locator('[data-right]').textContent()).toContain('Hà Nội');
    await pressSpace(host);
    await host.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    expect(await host.locator('.standing__name').allTextContents()).toHaveLength(3);
    await look(host, 'host-board');
    await pressSpace(host);
  });

  it('asks for several, and an answer given offline arrives when the line is back', async () => {
    await asked('Which of these are prime numbers?');
    await ada.page.getByText('Double points').waitFor();
    await look(ada.page, 'player-multiple');
    await ada.page.context().setOffline(true);
    await ada.page.getByText('Reconnecting').waitFor();
    await ada.several('2', '11');
    await ada.page.getByText('Sending').waitFor();
    await look(ada.page, 'player-reconnecting');
    await bao.several('9');
    await bao.sent();
    await ada.page.context().setOffline(false);
    await ada.sent();
    // The last connected player answers, which closes the question.
    await cleo.several('2', '11');
    await told();
    // The answer was in time, and gets the points of weight 2.
    await ada.page.getByText('Right!').waitFor();
    expect(await ada.page.getByText('Reconnecting').count()).toBe(0);
    await goOn();
  });

  it('asks for true or false, and pauses', async () => {
    await asked('Bats are birds.');
    await look(ada.page, 'player-true-false');
    await host.keyboard.press('p');
    await ada.page.getByRole('heading', { name: 'Paused' }).waitFor();
    await look(host, 'host-paused');
    await look(ada.page, 'player-paused');
    await host.keyboard.press('p');
    await asked('Bats are birds.');
    await ada.choice('False').click();
    await bao.choice(vi.common.false).click();
    await cleo.choice('True').click();
    await told();
    await goOn();
  });

  it('asks for a text', async () => {
    await asked('Which metal has the symbol Fe?');
    await look(ada.page, 'player-text');
    await ada.type('  IRON ');
    await bao.type('sắt');
    await cleo.type('copper');
    await told();
    await ada.page.getByText('iron / sắt').waitFor();
    await look(host, 'host-reveal-text');
    await goOn();
  });

  it('asks for a number, by field and by slider', async () => {
    await asked('How many bones?');
    await look(ada.page, 'player-number');
    await ada.type('206');
    const slider = bao.page.getByRole('slider');
    await slider.focus();
    await slider.press('ArrowRight');
    expect(await bao.page.locator('#answer').inputValue()).toBe('251');
    await bao.send();
    await cleo.type('221');
    await told();
    await cleo.page.getByText('Partly right').waitFor();
    await look(cleo.page, 'player-partly');
    await goOn();
  });

  it('asks for an order, by drag, by keyboard and by buttons', async () => {
    await asked('Put these inventions in order, the oldest first.');
    await look(ada.page, 'player-order');
    await orderByDragging(ada, INVENTIONS);
    await sendOrdered(ada);
    await orderByKeyboard(bao, INVENTIONS);
    await sendOrdered(bao);
    await orderByButtons(cleo, INVENTIONS);
    await sendOrdered(cleo);
    await told();
    await ada.page.getByText('Right!').waitFor();
    await bao.page.getByText(vi.player.outcome.right).waitFor();
    await goOn();
  });

  it('asks what they like, with a second device of the host in charge', async () => {
    await asked('Your favourite season?');
    await look(ada.page, 'player-poll');
    const tablet = await logIn(await person({ viewport: PHONE }), owner, `/host/${session.sessionId}`);
    await tablet.getByText('0 of 3 answered').waitFor();
    await look(tablet, 'host-question-poll');
    await ada.choice('Spring').click();
    await bao.choice('Autumn').click();
    await tablet.getByRole('button', { name: 'Show the answer' }).click();
    await told();
    await cleo.page.getByText('No answer').waitFor();
    await host.getByText('2 answers').waitFor();
    await tablet.getByRole('button', { name: 'Leaderboard' }).click();
    await tablet.getByRole('button', { name: 'To the podium' }).click();
  });

  it('ends on the podium, with the answers', async () => {
    await host.getByText('The winners').waitFor();
    expect(await host.locator('.podium__name').first().textContent()).toBe('Ada');
    await look(host, 'host-podium');
    await ada.page.getByText(/^1st of 3, with/).waitFor();
    await look(ada.page, 'player-ended');
    await ada.page.getByText('All answers').click();
    const keys = ada.page.locator('.keys li');
    expect(await keys.count()).toBe(EVERY_TYPE.length);
    expect(await keys.first().textContent()).toContain('Right answer: Hà Nội');
    await look(ada.page, 'player-answers');
    await bao.page.getByText(vi.player.ended).waitFor();
    expect(await overflow(cleo.page)).toBe(0);
  });

  it('made nobody’s browser complain, but of the network that was away', () => {
    const complaints = people.flatMap((one) => one.complaints);
    const others = complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|status of 40[349]/.test(text));
    expect(others).toEqual([]);
  });

  it('left no token in an address or a log', async () => {
    for (const { context } of people) {
      for (const page of context.pages()) expect(page.url()).not.toMatch(/eyJ|token/i);
    }
    expect(await podium.logged()).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
  });
});
