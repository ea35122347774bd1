import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Report } from '../../src/contracts/rest.js';
import en from '../../web/src/locale/en.js';
import { type Podium, startPodium } from '../support/podium.js';
import { newPerson, type Person, startBrowser, WALL } from './support/browser.js';
import { listening } from './support/ordering.js';
import { pressSpace } from './support/host-page.js';
import { PlayerPage } from './support/player-page.js';
import { look } from './support/screens.js';

/** An author from the first visit to the report; each test continues where the last one ended. */
describe('an author', () => {
  let podium: Podium;
  let browser: Browser;
  let author: Person;
  let page: Page;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });

  beforeAll(async () => {
    podium = await startPodium({ engines: inject('environment') });
    browser = await startBrowser();
    author = await newPerson(browser, podium.url, { viewport: WALL, acceptDownloads: true });
    page = await author.context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await podium?.stop();
  });

  it('makes an account, is told what is wrong, logs out and in again', async () => {
    await page.goto('/author');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await look(page, 'author-login');
    await page.getByRole('link', { name: /Create one/ }).click();
    const email = `author-${Date.now()}@example.org`;
    await field('Name').fill('Ada');
    await field('Email address').fill(email);
    await field('Password').fill('correct horse battery');
    await look(page, 'author-register');
    await button('Create an account').click();
    await page.getByText('No quiz yet').waitFor();
    await look(page, 'author-no-quizzes');
    await button('Log out').click();
    await field('Email address').fill(email);
    await field('Password').fill('something else');
    await button('Log in').click();
    await page.getByText('The address or the password is wrong.').waitFor();
    await field('Password').fill('correct horse battery');
    await button('Log in').click();
    await page.getByText('No quiz yet').waitFor();
  });

  it('writes a quiz with every type of question, told as one types what is missing', async () => {
    await link('New quiz').click();
    await page.getByText(/things to mend/).waitFor();
    expect(await button('Save').isDisabled()).toBe(true);
    await look(page, 'editor-new');
    await field('Title').fill('Everything');
    await field('Question').fill('Which planet is closest to the sun?');
    for (const [letter, text] of Object.entries({ A: 'Venus', B: 'Mercury', C: 'Mars', D: 'Earth' })) {
      await field(`Choice ${letter}`).fill(text);
    }
    await field('Choice B is right').check();
    await page.getByText('Not saved yet').waitFor();
    await look(page, 'editor-single');
    await writeOthers();
    await page.getByText('Not saved yet').waitFor();
    await button('Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.waitForURL(/quizzes\/(?!new)/);
  });

  const add = async (type: keyof typeof en.types, text: string) => {
    await button('Add a question').click();
    await field('Type').selectOption(type);
    await field('Question').fill(text);
  };

  async function writeOthers(): Promise<void> {
    await add('multiple', 'Which are prime?');
    for (const [letter, text] of Object.entries({ A: '2', B: '3', C: '4', D: '6' })) {
      await field(`Choice ${letter}`).fill(text);
    }
    await field('Choice B is right').check();
    await field('Points').selectOption('2');
    await look(page, 'editor-multiple');
    await add('true-false', 'Bats are birds.');
    await page.getByRole('group').getByLabel('False').check();
    await look(page, 'editor-true-false');
    await add('text', 'Which metal is Fe?');
    await field('Answer 1 that counts').fill('iron');
    await button('Add a spelling').click();
    await field('Answer 2 that counts').fill('ferrum');
    await look(page, 'editor-text');
    await add('number', 'How many bones?');
    await field('Right answer').fill('206');
    await field('Tolerance').fill('10');
    await field('From').fill('300');
    await page.getByText('Must be between').waitFor();
    await field('From').fill('0');
    await field('To').fill('500');
    await look(page, 'editor-number');
    await add('order', 'The oldest first.');
    for (const [place, text] of ['Wheel', 'Printing press', 'Telephone', 'Web'].entries()) {
      await field(`Choice ${place + 1}`).fill(text);
    }
    await look(page, 'editor-order');
    await add('poll', 'Your favourite season?');
    for (const [letter, text] of Object.entries({ A: 'Spring', B: 'Summer', C: 'Autumn', D: 'Winter' })) {
      await field(`Choice ${letter}`).fill(text);
    }
    await look(page, 'editor-poll');
  }

  it('puts questions in another order, duplicates one, deletes it, and tries it as a player', async () => {
    const list = page.getByRole('navigation', { name: 'Questions' });
    const texts = () => list.locator('.editor__question-text').allTextContents();
    expect(await texts()).toHaveLength(7);
    await list.getByRole('button', { name: 'Move Bats are birds.' }).focus();
    const spoken = (words: string) => page.getByText(words, { exact: true }).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await spoken(en.sort.over('Bats are birds.', 3, 7));
    await listening(page);
    await page.keyboard.press('ArrowUp');
    await spoken(en.sort.over('Bats are birds.', 2, 7));
    await page.keyboard.press('Space');
    await spoken(en.sort.put('Bats are birds.', 2, 7));
    expect((await texts())[1]).toBe('Bats are birds.');
    await list
      .getByRole('button', { name: /Bats are birds/ })
      .nth(1)
      .click();
    await button('Duplicate').click();
    expect((await texts()).filter((text) => text === 'Bats are birds.')).toHaveLength(2);
    await button('Delete the question').click();
    expect(await texts()).toHaveLength(7);
    await list.getByText('Which planet is closest to the sun?').click();
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await preview.getByRole('button', { name: /Mercury/ }).click();
    await preview.getByText('Mercury').waitFor();
    await button('Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('generates a vocabulary quiz, finds, duplicates and deletes', async () => {
    await link('Quizzes').click();
    await link('Generate a vocabulary quiz').click();
    await look(page, 'author-generate');
    await field('How many questions').fill('5');
    await button('Generate a vocabulary quiz').click();
    await page.locator('.editor__form').waitFor();
    expect(await page.locator('.editor__question').count()).toBe(5);
    await link('Quizzes').click();
    await page.locator('.quiz').nth(1).waitFor();
    await look(page, 'author-quizzes');
    await field('Search quizzes').fill('everyth');
    await expect
      .poll(() => page.locator('.quiz h2').allTextContents(), { timeout: 10_000 })
      .toEqual(['Everything']);
    await button('Duplicate').click();
    await page.getByRole('heading', { name: 'Copy of Everything' }).waitFor();
    await page
      .locator('.quiz')
      .filter({ hasText: 'Copy of' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect
      .poll(() => page.locator('.quiz h2').allTextContents(), { timeout: 10_000 })
      .toEqual(['Everything']);
  });

  it('starts a session with settings, which a player plays', async () => {
    await page.getByRole('link', { name: 'Start Everything' }).click();
    await page.getByText('Points and limits').click();
    await field('Points for a right answer at once').fill('500');
    await field('Share of the points that time takes (%)').fill('0');
    await look(page, 'author-start');
    await button('Open the session').click();
    await page.getByText('Waiting for players').waitFor();
    const pin = (await page.locator('.host-bar__pin strong').textContent())!;
    const phone = await newPerson(browser, podium.url);
    const player = await PlayerPage.join(phone, pin, '=cmd|Grace');
    await page.getByRole('button', { name: '=cmd|Grace' }).waitFor();
    await pressSpace(page);
    await player.choice('Mercury').click();
    await player.result.waitFor();
    expect(await player.page.locator('.result__points').textContent()).toBe('+500');
    expect(phone.complaints).toEqual([]);
    await button('End').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End' }).click();
    await page.getByText('The winners').waitFor();
  });

  it('reads the report and downloads it', async () => {
    await link('Report').click();
    await page.getByText('Ended').waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    const row = page.getByRole('table', { name: 'Players' }).getByRole('row').nth(1);
    expect(await row.textContent()).toContain('=cmd|Grace');
    await look(page, 'author-report');
    const fetched = async (format: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        button(`Download ${format}`).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const json = await fetched('JSON');
    const { players } = JSON.parse(json.bytes.toString()) as Report;
    expect(players).toMatchObject([{ nickname: '=cmd|Grace', score: 500, correct: 1 }]);
    const csv = await fetched('CSV');
    expect(csv.name).toMatch(/^podium-[\w-]+\.csv$/);
    expect(parse(csv.bytes, { relax_column_count: true, bom: true }).flat()).toContain("'=cmd|Grace");
    const xlsx = await fetched('XLSX');
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('finds its sessions again', async () => {
    await link('Sessions').click();
    await page.locator('.session').first().waitFor();
    await look(page, 'author-sessions');
    await page.goto('/nothing/here');
    await page.getByText('There is no such page').waitFor();
    await look(page, 'not-found');
  });

  it('may not be led elsewhere by an address that somebody sent', async () => {
    const { context } = await newPerson(browser, podium.url);
    const tab = await context.newPage();
    await tab.goto('/author/login?to=//elsewhere.example');
    const links = await tab
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links.filter((href) => !href.startsWith(podium.url))).toEqual([]);
  });

  it('heard no complaint of the browser but the refused password', () => {
    expect(author.complaints.filter((text) => !text.includes('status of 401'))).toEqual([]);
  });
});
