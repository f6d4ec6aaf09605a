// The process that previews are made in: `preview-process.ts` says why.
import { readdirSync } from 'node:fs';
import { getPriority, platform, setPriority } from 'node:os';
import { register } from 'tsx/esm/api';

/** Above the process's own, and the lanes': on a CPU, steps have the cores that they want. */
const previewNiceness = 15;

// It ends when the node does, however that ends, and no sooner: a node that is told to stop finishes what it paints.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
register();
const { encodePaintPreview } = await import('./paint-preview.ts');
// On Linux each thread has its own, and libvips's inherit it from those that are there now; elsewhere it is the process's.
const threads = platform() === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
const niceness = Math.min(getPriority() + previewNiceness, 19);
for (const thread of threads) setPriority(thread, niceness);
export default encodePaintPreview;
