// The process that previews are made in: `preview-process.ts` says why.
import { register } from 'tsx/esm/api';

// It ends when the node does, however that ends, and no sooner: a node that is told to stop finishes what it paints.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
register();
const { encodePaintPreview } = await import('./paint-preview.ts');
const { makeProcessNice, niceness } = await import('../runtime/niceness.ts');
// libvips's threads inherit it from those that are there now.
makeProcessNice(niceness.previews);
export default encodePaintPreview;
