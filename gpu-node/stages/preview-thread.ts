import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { PaintPreview } from './paint-preview.ts';

/**
 * Previews of paintings are made on a thread of their own: projecting latents and handing them to libvips takes a good tenth of a
 * millisecond each, and a batch has its own all at once, when the engine's thread should see to the next call.
 */
let pool: Tinypool | undefined;

/** Starts the thread; done with the first model, so that nobody's first preview waits for it. */
export async function startPreviewThread(): Promise<void> {
  await makePreview({
    latents: new Float32Array(1),
    shape: [1, 1, 1],
    fit: { matrix: [[0, 0, 0]], bias: [0, 0, 0] },
    size: { width: 1, height: 1 },
  });
}

/** A preview as WebP. Those that are asked for are made in order, so many at once that the steps keep their cores. */
export async function makePreview(preview: PaintPreview): Promise<Buffer> {
  pool ??= new Tinypool({
    filename: new URL('preview-worker.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: Math.max(1, Math.floor(availableParallelism() / 4)),
    // Waiting by atomics would stop the thread that libvips gives its results to.
    useAtomics: false,
  });
  const webp = (await pool.run(preview)) as Uint8Array;
  return Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
}
