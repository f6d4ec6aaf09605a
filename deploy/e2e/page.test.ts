/** The page in a real browser: from a prompt to four pictures, on a desktop and a phone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from './support/api.ts';
import { haveBrowser, launchBrowser, openPage } from './support/browser.ts';
import { Stack } from './support/stack.ts';

/** With QUARTET_SCREENSHOTS=1 the README's pictures are taken anew. */
const keepScreenshots = process.env['QUARTET_SCREENSHOTS'] === '1';
const images = join(import.meta.dirname, '..', '..', 'docs', 'images');

const desktop = { width: 1280, height: 900, colorScheme: 'light' } as const;
const phone = { width: 390, height: 844, colorScheme: 'dark' } as const;
const patience = { timeout: 60_000 };

async function screenshot(page: Page, stack: Stack, name: string): Promise<void> {
  const folder = keepScreenshots ? images : join(stack.home, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

async function press(page: Page, prompt: string): Promise<void> {
  await page.getByTestId('prompt').fill(prompt);
  await page.getByTestId('generate').click();
}

/** What hangs in the gallery before the first test: prompts that the model's card lists. */
const galleryPrompts = [
  'a strawberry',
  'a house',
  'a penguin in the snow',
  'a golden trophy',
  'a rainbow',
  'a purple elephant',
  'a donut on a pink background',
  'a cactus in the desert',
  'a giraffe',
  'a blue teddy bear',
  'an astronaut in space',
  'a crown on a purple background',
];

const tiles = (page: Page, state: string) => page.locator(`[data-testid="tile"][data-state="${state}"]`);

describe.skipIf(!haveBrowser)('the page', () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await Stack.start();
    browser = await launchBrowser();
    const pro = new Api(stack.url, stack.facts.keys['pro']);
    const made = await Promise.all(galleryPrompts.map((prompt) => pro.generate({ prompt, count: 1 })));
    for (const { id } of made) await pro.end(id);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.remove();
  });

  it('reserves four tiles, shows moving previews under a progress bar, and then the pictures', async () => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, desktop);
    await press(page, 'a castle in the mountains');
    await page.getByTestId('tile').nth(3).waitFor(patience);
    const box = await page.getByTestId('tile').first().boundingBox();
    await page.getByTestId('preview').first().waitFor(patience);
    await page.getByTestId('progress').first().waitFor(patience);
    const seen = new Set<string | null>();
    await expect
      .poll(
        async () => {
          const preview = page.getByTestId('preview').first();
          if (await preview.isVisible())
            seen.add(await preview.getAttribute('src', { timeout: 1_000 }).catch(() => null));
          if (seen.size === 2) await screenshot(page, stack, 'painting');
          return seen.size;
        },
        { timeout: 30_000, interval: 10 },
      )
      .toBeGreaterThanOrEqual(2);
    await tiles(page, 'ready').nth(3).waitFor(patience);
    expect(await page.getByTestId('tile').first().boundingBox()).toEqual(box);
    await page.waitForFunction('[...document.images].every((image) => image.complete && image.naturalWidth > 0)');
    await screenshot(page, stack, 'done');
    expectNoErrors();
    await page.context().close();
  });

  it('is restored after a reload in the middle of a generation', async () => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, { ...desktop, colorScheme: 'dark' });
    await press(page, 'a penguin in the snow');
    await tiles(page, 'painting').first().waitFor(patience);
    await page.reload();
    await page.getByTestId('tile').nth(3).waitFor(patience);
    await tiles(page, 'ready').nth(3).waitFor(patience);
    expectNoErrors();
    await page.context().close();
  });

  it('changes visibility in the details panel, and it holds', async () => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, desktop);
    await page.getByTestId('gallery-item').first().click();
    await page.getByTestId('details').waitFor(patience);
    const select = page.getByTestId('details-visibility');
    await select.selectOption('private');
    await page
      .waitForResponse((response) => response.request().method() === 'PATCH' && response.ok())
      .catch(() => undefined);
    const id = /img_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
    await expect.poll(async () => (await fetch(`${stack.url}/v1/images/${id}`)).status).toBe(404);
    await screenshot(page, stack, 'details');
    await select.selectOption('public');
    await expect.poll(async () => (await fetch(`${stack.url}/v1/images/${id}`)).status).toBe(200);
    await page.keyboard.press('Escape');
    await page.getByTestId('details').waitFor({ state: 'hidden' });
    expectNoErrors();
    await page.context().close();
  });

  it('works on a phone, where a "+" opens the prompt', async () => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, phone);
    await page.getByTestId('gallery-item').first().waitFor(patience);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    if (!(await page.getByTestId('prompt').isVisible())) await page.getByTestId('open-prompt').click();
    await press(page, 'a slice of pizza');
    await tiles(page, 'ready').nth(3).waitFor(patience);
    await screenshot(page, stack, 'phone');
    expectNoErrors();
    await page.context().close();
  });

  it('scrolls through the gallery without repeating or skipping', async () => {
    const { page } = await openPage(browser, stack.url, { ...desktop, height: 500 });
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, 2_000);
          return page.getByTestId('gallery-item').count();
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThanOrEqual(20);
    const ids = await page
      .getByTestId('gallery-item')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-id')));
    expect(new Set(ids).size).toBe(ids.length);
    await page.context().close();
  });

  it('shows a refusal in words and keeps what was typed', async () => {
    const { page } = await openPage(browser, stack.url, desktop);
    await page.route('**/v1/generations', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 429,
            contentType: 'application/problem+json',
            body: '{"type":"about:blank","title":"Too many images are painting or waiting.","status":429,"reason":"inflight_limit"}',
          })
        : route.continue(),
    );
    await press(page, 'a mermaid');
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor(patience);
    expect(await page.getByTestId('prompt').inputValue()).toBe('a mermaid');
    await page.context().close();
  });
});
