/** The page in a real browser: from a prompt to four pictures, on a desktop and a phone. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from './support/api.ts';
import {
  desktop,
  everyPictureLoaded,
  haveBrowser,
  launchBrowser,
  openPage,
  patience,
  phone,
  press,
  screenshot,
  tiles,
  watchRequests,
} from './support/browser.ts';
import { Stack } from './support/stack.ts';

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

describe.skipIf(!haveBrowser)('the page', () => {
  let stack: Stack;
  let browser: Browser;
  let pro: Api;
  beforeAll(async () => {
    stack = await Stack.start();
    browser = await launchBrowser();
    pro = new Api(stack.url, stack.facts.keys['pro']);
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
    await everyPictureLoaded(page);
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

  it('holds the place of pictures that have not come yet with their blurred colours', async () => {
    const { page } = await openPage(browser, stack.url, desktop);
    await page.route('**/thumbnail', () => undefined);
    await page.reload();
    const item = page.getByTestId('gallery-item').first();
    await item.waitFor(patience);
    const link = `document.querySelector('[data-testid="gallery-item"]')`;
    const placeholder = await page.evaluate(`getComputedStyle(${link}).backgroundImage`);
    expect(placeholder).toMatch(/^url\("data:image\/png;base64,.{200}/);
    await page.context().close();
  });

  it.each([
    ['auto', undefined],
    ['on', 'on'],
    ['off', 'off'],
  ] as const)('sends Magic Prompt as it is chosen: %s', async (sent, chosen) => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, desktop);
    const requests = watchRequests(page);
    await page.getByTestId('count').selectOption('1');
    await page.getByTestId('options').click();
    if (chosen) await page.getByTestId('magic-prompt').selectOption(chosen);
    await press(page, 'a rubber duck');
    await tiles(page, 'ready').first().waitFor(patience);
    expect(requests).toEqual([expect.objectContaining({ magic_prompt: sent })]);
    await page.getByTestId('tile').getByRole('link').click();
    const written = page.getByTestId('written-prompt');
    if (sent === 'on') {
      await written.waitFor(patience);
      const text = (await written.textContent()) ?? '';
      expect(text).not.toBe('a rubber duck');
      await page.getByTestId('action-use-written-prompt').click();
      expect(await page.getByTestId('prompt').inputValue()).toBe(text);
      expect(await page.getByTestId('magic-prompt').inputValue()).toBe('off');
    } else if (sent === 'off') {
      await page.getByTestId('action-delete').waitFor(patience);
      expect(await written.count()).toBe(0);
    }
    expectNoErrors();
    await page.context().close();
  });

  it('offers what was canceled once more', async () => {
    const { page, expectNoErrors } = await openPage(browser, stack.url, desktop);
    await press(page, 'a hot air balloon');
    await page.getByTestId('cancel').click();
    await page.getByTestId('generation').getByTestId('action-retry').click(patience);
    await expect.poll(() => page.getByTestId('generation').count()).toBe(2);
    await tiles(page, 'ready').nth(3).waitFor(patience);
    expectNoErrors();
    await page.context().close();
  });
});
