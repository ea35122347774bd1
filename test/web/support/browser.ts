import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { ensureTools } from '../../../dev/engines/install.js';
import { findOnPath, TOOLS } from '../../../dev/engines/tools.js';

/** The distribution's Chromium, installed when it is missing. */
export async function startBrowser(): Promise<Browser> {
  await ensureTools([TOOLS.chromium], (line) => console.error(line));
  // Its sandbox needs rights that root in a container lacks; it opens this machine's pages only.
  return chromium.launch({ executablePath: findOnPath('chromium'), args: ['--no-sandbox'] });
}

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const WALL = { width: 1920, height: 1080 };

/** A person's own browser at `url`: cookies and storage of its own, and everything that it complained about. */
export interface Person {
  context: BrowserContext;
  /** Errors of the page and of its console; empty at the end of a good test. */
  complaints: string[];
}

export async function newPerson(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ baseURL: url, viewport: PHONE, locale: 'en-GB', ...options });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, complaints };
}
