import { existsSync } from 'node:fs';
import { type Browser, type Page, chromium } from 'playwright-core';
import { expect } from 'vitest';

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
): Promise<WatchedPage> {
  const { width, height, colorScheme } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The first look at /v1/me without a session is answered 401 by design, and browsers log that.
    if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text());
  });
  await page.goto(url);
  return { page, expectNoErrors: () => expect(errors).toEqual([]) };
}
