import type { Page } from 'playwright-core';
import en, { type Text } from '../../../web/src/locale/en.js';
import type { Person } from './browser.js';

/** A player at a phone, with the actions of a finger. */
export class PlayerPage {
  private constructor(
    readonly page: Page,
    readonly t: Text,
  ) {}

  /** Joins by way of the screens. */
  static async join(person: Person, pin: string, nickname: string, t: Text = en): Promise<PlayerPage> {
    const page = await person.context.newPage();
    await page.goto('/');
    await page.getByLabel(t.join.pin, { exact: true }).fill(pin);
    await page.getByRole('button', { name: t.join.next }).click();
    await page.getByLabel(t.join.nickname).fill(nickname);
    await page.getByRole('button', { name: t.join.join, exact: true }).click();
    await page.waitForURL(/\/play\//);
    return new PlayerPage(page, t);
  }

  question(text: string): Promise<void> {
    return this.page.getByRole('heading', { name: text }).waitFor();
  }

  choice(text: string) {
    return this.page.locator('.choice').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async several(...texts: string[]): Promise<void> {
    for (const text of texts) await this.choice(text).click();
    await this.send();
  }

  async type(text: string): Promise<void> {
    await this.page.locator('#answer').fill(text);
    await this.send();
  }

  send(): Promise<void> {
    return this.page.getByRole('button', { name: this.t.player.send, exact: true }).click();
  }

  /** The rows of an ordering, in their present order; their code is loaded with the first ordering. */
  async rows(): Promise<string[]> {
    const rows = this.page.locator('.order__text');
    await rows.first().waitFor();
    return rows.allTextContents();
  }

  sent(): Promise<void> {
    return this.page.getByText(this.t.player.sent, { exact: true }).waitFor();
  }

  /** The card that shows what an answer was worth. */
  get result() {
    return this.page.locator('.result');
  }
}
