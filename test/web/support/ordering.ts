import type { Page } from 'playwright-core';
import type { PlayerPage } from './player-page.js';

const grip = (page: Page, text: string) =>
  page.locator('.sortable__row').filter({ hasText: text }).locator('.sortable__grip');

/** Moves each row to its place in turn, from the top; `up` moves one row up by one place. */
async function byOnes(
  player: PlayerPage,
  wanted: string[],
  up: (text: string) => Promise<void>,
): Promise<void> {
  for (const [place, text] of wanted.entries()) {
    for (let at = (await player.rows()).indexOf(text); at > place; at--) await up(text);
  }
}

/** Uses the button beside each row. */
export const orderByButtons = (player: PlayerPage, wanted: string[]): Promise<void> =>
  byOnes(player, wanted, (text) =>
    player.page.getByRole('button', { name: player.t.sort.up(text), exact: true }).click(),
  );

/** dnd-kit listens to keys only one timer after it has announced the item that it took, so a timer is set here as well. */
export const listening = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));

/** Uses the keyboard: space takes, an arrow moves, space puts down. Each step is announced, and the test waits for that. */
export const orderByKeyboard = (player: PlayerPage, wanted: string[]): Promise<void> =>
  byOnes(player, wanted, async (text) => {
    const { page, t } = player;
    const count = wanted.length;
    const target = (await player.rows()).indexOf(text);
    const spoken = (words: string) => page.getByText(words, { exact: true }).waitFor({ state: 'attached' });
    await grip(page, text).focus();
    await page.keyboard.press('Space');
    await spoken(t.sort.over(text, target + 1, count));
    await listening(page);
    await page.keyboard.press('ArrowUp');
    await spoken(t.sort.over(text, target, count));
    await page.keyboard.press('Space');
    await spoken(t.sort.put(text, target, count));
  });

/** Uses the mouse, which works like a finger. */
export async function orderByDragging(player: PlayerPage, wanted: string[]): Promise<void> {
  const { page } = player;
  for (const [place, text] of wanted.entries()) {
    const rows = await player.rows();
    if (rows[place] === text) continue;
    const from = (await grip(page, text).boundingBox())!;
    const to = (await grip(page, rows[place]!).boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await page
      .getByText(player.t.sort.over(text, place + 1, wanted.length), { exact: true })
      .waitFor({ state: 'attached' });
    await page.mouse.up();
    await page
      .getByText(player.t.sort.put(text, place + 1, wanted.length), { exact: true })
      .waitFor({ state: 'attached' });
  }
}
