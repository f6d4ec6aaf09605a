import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { uploadFile } from './upload.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/picture`;
}

const body = Buffer.from('a picture');
const never = new AbortController().signal;

test('puts the picture with the headers that were signed', async () => {
  const seen: { method?: string; type?: string; length?: string; body: string }[] = [];
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      seen.push({
        method,
        type: headers['content-type'],
        length: headers['content-length'],
        body: String(Buffer.concat(chunks)),
      });
      response.end();
    });
  });
  await uploadFile(body, { url, headers: { 'content-type': 'image/png' } }, never);
  expect(seen).toEqual([{ method: 'PUT', type: 'image/png', length: '9', body: 'a picture' }]);
});

test('tries again after a stumble', async () => {
  let requests = 0;
  const url = await serve((request, response) => {
    requests += 1;
    if (requests === 1) request.socket.destroy();
    else request.resume().on('end', () => response.writeHead(requests === 2 ? 503 : 200).end());
  });
  await uploadFile(body, { url, headers: {} }, never);
  expect(requests).toBe(3);
});

test('a refusal is final, and so is the last stumble', async () => {
  let requests = 0;
  let status = 403;
  const url = await serve((request, response) => {
    requests += 1;
    request.resume().on('end', () => response.writeHead(status).end());
  });
  await expect(uploadFile(body, { url, headers: {} }, never)).rejects.toMatchObject({
    reason: 'REASON_UPLOAD_FAILED',
  });
  expect(requests).toBe(1);
  status = 500;
  await expect(uploadFile(body, { url, headers: {} }, never, [1, 1])).rejects.toMatchObject({
    reason: 'REASON_UPLOAD_FAILED',
  });
  expect(requests).toBe(4);
});

test('stops at once when the task is cancelled', async () => {
  const abort = new AbortController();
  const url = await serve(() => abort.abort());
  await expect(uploadFile(body, { url, headers: {} }, abort.signal)).rejects.toMatchObject({
    reason: 'REASON_CANCELED',
  });
});
