import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from '../../dev/roles.js';
import { Host } from '../support/host.js';
import { type Podium, startPodium } from '../support/podium.js';
import { singles } from '../support/questions.js';
import { newPerson, startBrowser } from './support/browser.js';
import { logIn } from './support/host-page.js';
import { PlayerPage } from './support/player-page.js';

const KIB_120 = 120_000;
const ASSETS = join(root, 'dist/web/assets');
const MARKUP = '<img src=x onerror="document.title=1">';

let podium: Podium;
let browser: Browser;
beforeAll(async () => {
  const environment = { IMAGE_ORIGINS: 'https://pictures.example.org' };
  podium = await startPodium({ engines: inject('environment'), environment });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await podium?.stop();
});

/** Names of the scripts that a page has loaded. */
const scripts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js') && path.startsWith('/assets/'))
      .map((path) => path.slice('/assets/'.length)),
  );

describe('what a player loads', () => {
  it('is less than 120 KB of script to join and play, and nothing of hosts and authors', async () => {
    const host = await Host.register(podium.url);
    const { pin } = await host.live(singles(1));
    const player = await PlayerPage.join(await newPerson(browser, podium.url), pin, 'Ada');
    await player.page.getByText('You’re in!').waitFor();
    const loaded = [...new Set(await scripts(player.page))];
    const sizes = await Promise.all(
      loaded.map(async (name) => (await stat(join(ASSETS, `${name}.gz`))).size),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.error(`a player's first load: ${loaded.length} scripts, ${total} bytes gzipped`);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(KIB_120);
    expect(loaded.filter((name) => /host|author|confirm|sortable|vi-/.test(name))).toEqual([]);
  });

  it('comes compressed, and is kept for a year under a name that changes with it', async () => {
    const entry = (await readdir(ASSETS)).find((name) => /^index-.*\.js$/.test(name))!;
    const response = await fetch(`${podium.url}/assets/${entry}`, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${podium.url}/assets/${entry}`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('a page', () => {
  it('is asked for anew, lets no other script run, and no other place show pictures', async () => {
    for (const path of ['/', '/j/123456', '/play/x', '/host/x', '/author/sessions']) {
      const { status, headers } = await fetch(podium.url + path, { headers: { accept: 'text/html,*/*' } });
      expect({ path, status, cache: headers.get('cache-control') }).toEqual({
        path,
        status: 200,
        cache: 'no-cache',
      });
      const policy = Object.fromEntries(
        headers
          .get('content-security-policy')!
          .split('; ')
          .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
      ) as Record<string, string>;
      expect(policy).toMatchObject({
        'default-src': "'self'",
        'img-src': "'self' data: https://pictures.example.org",
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
      });
      expect(JSON.stringify(policy)).not.toContain('unsafe');
    }
  });

  it.each([
    '/v1/nothing',
    '/health/nothing',
    '/assets/nothing.js',
    '/nothing.png',
    '/.vite/manifest.json',
    '/%2e%2e/main.js',
  ])('is not what is served at %s', async (path) => {
    const response = await fetch(podium.url + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('shows what people wrote as text, whatever it looks like', async () => {
    const host = await Host.register(podium.url);
    const [question] = singles(1);
    const quiz = await host.quiz([
      { ...question!, text: MARKUP, media: { imageUrl: 'https://elsewhere.example/x.png' } } as never,
    ]);
    const { pin, sessionId } = await host.live(quiz);
    const person = await newPerson(browser, podium.url);
    const player = await PlayerPage.join(person, pin, '<b>Bold</b>');
    await player.page.getByText('You’re in!').waitFor();
    const wall = await logIn(await newPerson(browser, podium.url), host, `/host/${sessionId}`);
    await wall.getByRole('button', { name: '<b>Bold</b>' }).waitFor();
    await host.command(sessionId, 'start');
    await player.question(MARKUP);
    await wall.getByRole('heading', { name: MARKUP }).waitFor();
    expect(await player.page.title()).toBe('Podium');
    // A picture from another host is not loaded, and leaves no hole.
    await expect.poll(() => player.page.locator('.picture').count(), { timeout: 5_000 }).toBe(0);
    expect(person.complaints.some((text) => text.includes('elsewhere.example'))).toBe(true);
  });

  it('runs no script that stands in it', async () => {
    const { context, complaints } = await newPerson(browser, podium.url);
    const page = await context.newPage();
    await page.goto('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
    });
    expect(await page.title()).toBe('Podium');
    expect(complaints.join()).toMatch(/Content Security Policy/);
  });
});

it('shows the API’s document under a policy of its own, and the one of the sockets', async () => {
  const { context } = await newPerson(browser, podium.url);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${podium.url}/docs`);
  await page.getByText('Take a seat in a session').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
  const sockets = (await (await fetch(`${podium.url}/asyncapi.json`)).json()) as {
    asyncapi: string;
    channels: Record<string, { messages: object }>;
  };
  expect(sockets.asyncapi).toBe('3.0.0');
  expect(Object.keys(sockets.channels['clientToServer']!.messages)).toContain('answer');
});

it('can be installed, and opens without a network', async () => {
  const { context } = await newPerson(browser, podium.url);
  const page = await context.newPage();
  await page.goto('/');
  const manifest = (await (await fetch(`${podium.url}/manifest.webmanifest`)).json()) as {
    start_url: string;
    icons: { src: string; sizes: string }[];
  };
  expect(manifest.start_url).toBe('/');
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  for (const { src } of manifest.icons) expect((await fetch(podium.url + src)).status).toBe(200);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The service worker handles the second visit, and keeps what it fetches.
  await page.reload();
  await page.getByLabel('PIN', { exact: true }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByLabel('PIN', { exact: true }).fill('123456');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Podium cannot be reached').waitFor();
});
