import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { ensureTools } from '../../../dev/engines/install.js';
import { findOnPath, TOOLS } from '../../../dev/engines/tools.js';

/** Starts the distribution's Chromium, and installs it when it is missing. */
export async function startBrowser(): Promise<Browser> {
  await ensureTools([TOOLS.chromium], (line) => console.error(line));
  // Its sandbox needs rights that root in a container lacks; the browser opens only pages of this machine.
  return chromium.launch({ executablePath: findOnPath('chromium'), args: ['--no-sandbox'] });
}

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const WALL = { width: 1920, height: 1080 };

/** A person's own browser context at `url`, with its own cookies and storage, and all errors that it reported. */
export interface Person {
  context: BrowserContext;
  /** Errors of the page and of its console; they must be empty at the end of a test. */
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
