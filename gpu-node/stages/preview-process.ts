import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { PaintPreview } from './paint-preview.ts';

/**
 * Previews of paintings are made in a process of their own, with less right to a core than steps have: a batch has its own all at
 * once, a millisecond each of libvips's threads, which are the whole process's. Beside steps on a CPU they took 2 to 3% of their time.
 */
let pool: Tinypool | undefined;

/** Starts the process; done with the first model, so that nobody's first preview waits for it. */
export async function startPreviewProcess(): Promise<void> {
  await makePreview({
    latents: new Float32Array(1),
    shape: [1, 1, 1],
    fit: { matrix: [[0, 0, 0]], bias: [0, 0, 0] },
    size: { width: 1, height: 1 },
  });
}

/** A preview as WebP. Those that are asked for are made in order, so many at once that other work keeps its cores. */
export async function makePreview(preview: PaintPreview): Promise<Buffer> {
  pool ??= new Tinypool({
    filename: new URL('preview-worker.mjs', import.meta.url).href,
    runtime: 'child_process',
    serialization: 'advanced',
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: Math.max(1, Math.floor(availableParallelism() / 4)),
  });
  const webp = (await pool.run(preview)) as Uint8Array;
  return Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
}
