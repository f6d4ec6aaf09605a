import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright-core';
import { expect } from 'vitest';
import type { Stack } from './stack.ts';

/** Debian's browser, or one that is named. */
const executablePath = process.env['QUARTET_CHROMIUM_BIN'] ?? '/usr/bin/chromium';

/** Whether a browser is at hand. */
export const haveBrowser = existsSync(executablePath);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page whose script errors and refused loads fail the test that asks {@link expectNoErrors}. */
export interface WatchedPage {
  readonly page: Page;
  readonly expectNoErrors: () => void;
}

export async function openPage(
  browser: Browser,
  url: string,
  look: { width: number; height: number; colorScheme: 'light' | 'dark' },
  as: { key?: string | undefined } = {},
): Promise<WatchedPage> {
  const { width, height, colorScheme } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 });
  // Without a key the page signs itself in, as the demo's pro.
  if (as.key) await context.request.post(new URL('/v1/session', url).href, { data: { key: as.key } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The first look at /v1/me without a session is answered 401 by design, and browsers log that.
    if (message.type() === 'error' && !message.text().includes('401'))
      errors.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(url);
  return { page, expectNoErrors: () => expect(errors).toEqual([]) };
}

/** With QUARTET_SCREENSHOTS=1 the README's pictures are taken anew. */
const keepScreenshots = process.env['QUARTET_SCREENSHOTS'] === '1';
const images = join(import.meta.dirname, '..', '..', '..', 'docs', 'images');

export const desktop = { width: 1280, height: 900, colorScheme: 'light' } as const;
export const phone = { width: 390, height: 844, colorScheme: 'dark' } as const;
export const patience = { timeout: 60_000 };

/** What the page looks like now, among the README's pictures or in the stack's folder. */
export async function screenshot(page: Page, stack: Stack, name: string): Promise<void> {
  const folder = keepScreenshots ? images : join(stack.home, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** Waits until every picture that is asked for is there. */
export async function everyPictureLoaded(page: Page): Promise<void> {
  // Asked from here each time: the page's own policy forbids what Playwright's waiting for a function does inside it.
  const loaded = '[...document.images].every((image) => image.complete && image.naturalWidth > 0)';
  await expect.poll(() => page.evaluate(loaded), patience).toBe(true);
}

/** Asks for pictures as a person does. */
export async function press(page: Page, prompt: string): Promise<void> {
  await page.getByTestId('prompt').fill(prompt);
  await page.getByTestId('generate').click();
}

/** Tiles in a state, as `data-state` names it. */
export const tiles = (page: Page, state: string) => page.locator(`[data-testid="tile"][data-state="${state}"]`);

/** The bodies of the requests for new pictures that the page sends from now on. */
export function watchRequests(page: Page): unknown[] {
  const bodies: unknown[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname === '/v1/generations') bodies.push(request.postDataJSON());
  });
  return bodies;
}
