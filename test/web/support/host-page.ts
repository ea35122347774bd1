import type { Page } from 'playwright-core';
import type { Host } from '../../support/host.js';
import type { Person } from './browser.js';

/** Logs a host in through the screen, and waits for the page `to`. */
export async function logIn(person: Person, host: Host, to: string): Promise<Page> {
  const page = await person.context.newPage();
  await page.goto(to);
  await page.getByLabel('Email address').fill(host.tokens.host.email);
  await page.getByLabel('Password').fill(host.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`**${to}`);
  return page;
}

/** Presses Space while no element has the focus. */
export async function pressSpace(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Space');
}
