// A worker thread does not inherit tsx's loader from its parent on Node 20, so it registers its own before the first .ts.
import { register } from 'tsx/esm/api';

register();
const { encodePaintPreview } = await import('./paint-preview.ts');
export default encodePaintPreview;
