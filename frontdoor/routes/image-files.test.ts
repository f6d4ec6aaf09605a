import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, startTestApp } from '../http/testing/test-app.ts';

let app: TestApp;
let png: Buffer;
beforeEach(async () => {
  app = await startTestApp();
  png = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#80604080' } })
    .png()
    .toBuffer();
  app.files.set('images/1.png', png);
  Object.assign(app.file, { sizeBytes: png.length });
});
afterEach(() => app.close());

const file = '/v1/images/img_0/file';

describe('GET /v1/images/{id}/file', () => {
  it('is the stored PNG where the plan downloads PNG', async () => {
    const response = await app.ask(file, { redirect: 'error' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
  });

  it('is a JPG for other plans', async () => {
    Object.assign(app.file, { pngAllowed: false });
    const response = await app.ask(file);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    const { format, width } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([format, width]).toEqual(['jpeg', 8]);
  });

  it('is not sent again to a cache that holds it, but the cache must ask each time', async () => {
    const first = await app.ask(file);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await app.ask(file, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    Object.assign(app.file, { pngAllowed: false });
    const otherPlan = await app.ask(file, { headers: { 'if-none-match': etag } });
    expect(otherPlan.status).toBe(200);
  });

  it('says 503 while the store is away, and 404 for what may not be seen', async () => {
    app.files.clear();
    expect((await app.ask(file)).status).toBe(503);
    expect((await app.ask('/v1/images/img_9/file')).status).toBe(404);
  });
});

describe('GET /v1/images/{id}/download', () => {
  const download = '/v1/images/img_0/download';

  it('is the stored PNG, to be kept under the name of its prompt', async () => {
    const response = await app.ask(download, { redirect: 'error' });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a-lighthouse.png"');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
  });

  it('is a JPG for other plans, transparent parts on white', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    app.files.set('images/1.png', clear);
    Object.assign(app.file, { pngAllowed: false });
    const response = await app.ask(download);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a-lighthouse.jpg"');
    const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.format, info.channels, ...data.subarray(0, 3)]).toEqual(['raw', 3, 255, 255, 255]);
  });

  it('does not exist, nor tells a name, where the image may not be seen', async () => {
    for (const image of app.generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    const response = await app.ask(download, { key: 'qk_stranger' });
    expect([response.status, response.headers.get('content-disposition')]).toEqual([404, null]);
  });
});
