import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PHONE, TABLET, WALL } from './browser.js';

/** The folder in which `npm run screenshots` wants every screen; without it no screen is kept. */
const folder = process.env['PODIUM_SCREENSHOTS'];
const SIZES = { '360x740': PHONE, '768x1024': TABLET, '1920x1080': WALL };
const THEMES = ['light', 'dark'] as const;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits for three frames: then a theme or a size is in place, and the animations that it caused have begun. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const frame = (left: number) =>
          left === 0 ? resolve() : requestAnimationFrame(() => frame(left - 1));
        frame(3);
      }),
  );

/** Moves animations to their end: axe measures the contrast of what it sees. */
const finishMotion = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) {
        // A time bar must continue with its time; it contains no text.
        if (!(animation.effect as KeyframeEffect).target?.classList.contains('time__bar')) animation.finish();
      }
    }
  });

async function violations(page: Page): Promise<string[]> {
  // The script goes through the debugger, since the page's policy does not let scripts of ours in, and should not.
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** How far the page is wider than its window: 0 unless it scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * Checks a screen as it is: axe finds nothing in either theme, and nothing scrolls sideways. With PODIUM_SCREENSHOTS
 * it is saved in three sizes and both themes.
 */
export async function look(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!;
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await finishMotion(page);
    expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    if (!folder) continue;
    await mkdir(folder, { recursive: true });
    for (const [label, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await settled(page);
      await finishMotion(page);
      expect(await overflow(page), `${name} at ${label}`).toBe(0);
      await page.screenshot({ path: join(folder, `${name}-${label}-${colorScheme}.png`) });
    }
    await page.setViewportSize(size);
  }
  expect(await overflow(page), name).toBe(0);
  await page.emulateMedia({ colorScheme: null });
}
