/** The panel of a picture in a real browser: everything that can be done with one, on the real stack. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
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
  screenshot,
  watchRequests,
} from './support/browser.ts';
import { Stack } from './support/stack.ts';

describe.skipIf(!haveBrowser)('the panel of a picture', () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await Stack.start();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.remove();
  });

  /** Paints by the API and opens the panel of the first picture. */
  async function openPicture(
    request: Readonly<Record<string, unknown>>,
    { look = desktop, as = 'pro' }: { look?: typeof desktop | typeof phone; as?: string } = {},
  ) {
    const api = new Api(stack.url, stack.facts.keys[as]);
    const generation = await api.end((await api.generate({ count: 1, ...request })).id);
    const id = generation.images[0]?.id ?? '';
    const opened = await openPage(browser, `${stack.url}/i/${id}`, look, { key: stack.facts.keys[as] });
    await opened.page.getByTestId('action-delete').waitFor(patience);
    return {
      ...opened,
      api,
      generation,
      id,
      action: (name: string) => opened.page.getByTestId('details').getByTestId(`action-${name}`),
    };
  }

  it('upscales: the new picture is watched there, hangs in the gallery, and leads back', async () => {
    const { page, api, id, action, expectNoErrors } = await openPicture({ prompt: 'a yellow taxi' });
    const facts = page.locator('.details-facts');
    await action('upscale').click();
    await page.getByTestId('child').waitFor(patience);
    expect(await page.getByTestId('toast').textContent()).toContain('enlarged');
    await page.locator('[data-testid="child"][data-state="ready"]').waitFor(patience);
    const childId = (await page.getByTestId('child').getAttribute('data-id')) ?? '';
    expect(await api.json(`/v1/images/${childId}`)).toMatchObject({
      action: 'upscale',
      parent_id: id,
      width: 512,
      height: 512,
    });
    await page.getByTestId('child').getByRole('link').click();
    await facts.getByText('512 × 512').waitFor(patience);
    await page.locator(`[data-testid="parent"][data-id="${id}"]`).getByRole('link').click();
    await facts.getByText('256 × 256').waitFor(patience);
    await page.getByTestId('details-close').click();
    await page.getByTestId('details').waitFor({ state: 'hidden' });
    await page.locator(`[data-testid="gallery-item"][data-id="${childId}"]`).waitFor(patience);
    await page.locator(`[data-testid="tile"][data-state="ready"][data-id="${childId}"]`).waitFor(patience);
    expectNoErrors();
    await page.context().close();
  });

  it('removes the background, and shows what is transparent on a checkerboard', async () => {
    const { page, api, action, expectNoErrors } = await openPicture({ prompt: 'a red apple' });
    await page.keyboard.press('b');
    await page.locator('[data-testid="child"][data-state="ready"]').waitFor(patience);
    await page.getByTestId('child').getByRole('link').click();
    await page.getByTestId('parent').waitFor(patience);
    expect(await action('remove-background').isVisible()).toBe(false);
    await page.locator('.details-picture[data-loaded]').waitFor(patience);
    const background = `getComputedStyle(document.querySelector('.details-picture')).backgroundImage`;
    expect(await page.evaluate(background)).toContain('conic-gradient');
    await expect.poll(() => page.locator('.details-picture .layer').count()).toBe(1);
    await screenshot(page, stack, 'background-removed');
    const id = /img_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
    const file = await api.fetch(`/v1/images/${id}/file`);
    const { channels } = await sharp(Buffer.from(await file.arrayBuffer())).stats();
    expect(channels[3]?.min).toBe(0);
    expectNoErrors();
    await page.context().close();
  });

  it('likes and pins, and no longer, by button and by key', async () => {
    const { page, api, id, action, expectNoErrors } = await openPicture({ prompt: 'a green cactus' });
    const expectOn = async (name: string, value: boolean): Promise<void> => {
      await expect.poll(() => action(name).getAttribute('aria-pressed')).toBe(String(value));
    };
    await action('like').click();
    await expectOn('like', true);
    expect(await action('like').textContent()).toBe('1');
    await action('pin').click();
    await expectOn('pin', true);
    await page.reload();
    await action('delete').waitFor(patience);
    await expectOn('like', true);
    await expectOn('pin', true);
    expect(await action('like').getAttribute('aria-label')).toBe('Like, 1 like');
    await page.keyboard.press('l');
    await expectOn('like', false);
    await page.keyboard.press('p');
    await expectOn('pin', false);
    expect(await api.json(`/v1/images/${id}`)).toMatchObject({ likes: 0, liked: false, pinned: false });
    expectNoErrors();
    await page.context().close();
  });

  it('puts prompt, seed and options back into the box, and they are sent so', async () => {
    const asked = {
      prompt: 'a sailing boat',
      seed: 77,
      size: '384x256',
      negative_prompt: 'clouds',
      visibility: 'private',
      magic_prompt: 'off',
    };
    const { page, action, expectNoErrors } = await openPicture(asked);
    await action('use-again').click();
    await page.getByTestId('details').waitFor({ state: 'hidden' });
    const values = ['prompt', 'seed', 'size', 'negative-prompt', 'visibility', 'magic-prompt'];
    const shown = await Promise.all(values.map((name) => page.getByTestId(name).inputValue()));
    expect(shown).toEqual([asked.prompt, '77', asked.size, asked.negative_prompt, 'private', 'off']);
    const requests = watchRequests(page);
    await page.getByTestId('generate').click();
    await expect.poll(() => requests).toEqual([expect.objectContaining(asked)]);
    expectNoErrors();
    await page.context().close();
  });

  it('paints the same prompt again from new seeds', async () => {
    const { page, api, generation, action, expectNoErrors } = await openPicture({ prompt: 'a blue door', seed: 5 });
    await action('retry').click();
    await page.getByTestId('details').waitFor({ state: 'hidden' });
    const retriedId = (await page.getByTestId('generation').first().getAttribute('data-id')) ?? '';
    expect(retriedId).not.toBe(generation.id);
    const retried = await api.end(retriedId);
    expect(retried).toMatchObject({ prompt: 'a blue door' });
    expect(retried.images[0]?.seed).not.toBe(5);
    await page
      .locator(`[data-testid="tile"][data-state="ready"][data-id="${retried.images[0]?.id}"]`)
      .waitFor(patience);
    expectNoErrors();
    await page.context().close();
  });

  it.each([
    ['pro', 'PNG', '89504e'],
    ['free', 'JPG', 'ffd8ff'],
  ])('downloads for %s what it says: a %s', async (as, format, magic) => {
    const { page, action, expectNoErrors } = await openPicture({ prompt: 'a teapot' }, { as });
    expect(await action('download').getAttribute('aria-label')).toBe(`Download ${format}`);
    const [download] = await Promise.all([page.waitForEvent('download', patience), action('download').click()]);
    expect(download.suggestedFilename()).toBe(`a-teapot.${format.toLowerCase()}`);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 3).toString('hex')).toBe(magic);
    expectNoErrors();
    await page.context().close();
  });

  it('deletes the whole set after asking, for good', async () => {
    const { page, api, generation, id, expectNoErrors } = await openPicture({ prompt: 'an old clock', count: 2 });
    const items = () => page.locator(generation.images.map((image) => `[data-id="${image.id}"]`).join());
    await expect.poll(() => items().count()).toBe(2);
    await page.keyboard.press('Delete');
    const question = page.getByTestId('confirm');
    await question.waitFor(patience);
    expect(await question.textContent()).toContain('Delete all 2 pictures?');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await page.getByTestId('details').isVisible()).toBe(true);
    expect((await api.fetch(`/v1/images/${id}`)).status).toBe(200);
    await page.keyboard.press('Delete');
    await page.getByTestId('confirm-yes').click();
    await page.getByTestId('details').waitFor({ state: 'hidden' });
    expect(await items().count()).toBe(0);
    expect(await page.evaluate(`document.activeElement.dataset.testid`)).toBe('gallery-item');
    await page.reload();
    await page.getByTestId('gallery-item').first().waitFor(patience);
    expect(await items().count()).toBe(0);
    expect((await api.fetch(`/v1/images/${id}`)).status).toBe(404);
    expectNoErrors();
    await page.context().close();
  });

  it('hangs each picture once when it opens before the gallery has come', async () => {
    const { page, id, expectNoErrors } = await openPicture({ prompt: 'a stone bridge' });
    const isList = (url: URL): boolean => url.pathname === '/v1/images';
    await page.route(isList, async (route) => {
      await page.getByTestId('action-delete').waitFor(patience);
      await route.continue();
    });
    await page.reload();
    await page.getByTestId('gallery-item').first().waitFor(patience);
    expect(await page.locator(`[data-testid="gallery-item"][data-id="${id}"]`).count()).toBe(1);
    expectNoErrors();
    await page.context().close();
  });

  it('shows what a plan lacks with a lock and the plan that has it', async () => {
    const { page, id, action, expectNoErrors } = await openPicture({ prompt: 'a paper kite' }, { as: 'free' });
    const refused: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') refused.push(request.url());
    });
    for (const [name, label] of [
      ['upscale', 'Upscale 2x'],
      ['remove-background', 'Remove background'],
      ['delete', 'Delete'],
    ] as const) {
      expect(await action(name).getAttribute('aria-label')).toBe(`${label}, with the Basic plan`);
      expect(await action(name).textContent()).toContain('Basic');
      await action(name).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByTestId('toast').textContent()).toBe(`${label} comes with the Basic plan.`);
    }
    expect(refused).toEqual([]);
    expect((await fetch(`${stack.url}/v1/images/${id}`)).status).toBe(200);
    expect(await page.getByTestId('details-visibility').textContent()).toContain('Private, with Plus');
    await page.getByTestId('details-close').click();
    expect(await page.getByTestId('visibility').textContent()).toContain('Private, with Plus');
    expectNoErrors();
    await page.context().close();
  });

  it('lies below the picture on a phone', async () => {
    const { page, action, expectNoErrors } = await openPicture({ prompt: 'a pink flamingo' }, { look: phone });
    const picture = await page.locator('.details-picture').boundingBox();
    const below = await action('upscale').boundingBox();
    expect(below?.y).toBeGreaterThan((picture?.y ?? 0) + (picture?.height ?? 0));
    const details = `document.querySelector('#details')`;
    const overflow = await page.evaluate(`${details}.scrollWidth - ${details}.clientWidth`);
    expect(overflow).toBeLessThanOrEqual(0);
    await everyPictureLoaded(page);
    await screenshot(page, stack, 'phone-details');
    expectNoErrors();
    await page.context().close();
  });
});
