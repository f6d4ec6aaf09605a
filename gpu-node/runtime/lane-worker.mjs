// A worker thread does not inherit tsx's loader from its parent on Node 20, so it registers its own before the first .ts.
import { register } from 'tsx/esm/api';

// Where JavaScript has half-precision arrays, onnxruntime's common part makes tensors of them that its native part misreads;
// without them it takes the bits as Uint16Array, as on every older Node.js.
delete globalThis.Float16Array;
register();
const { serveLane } = await import('./lane-thread.ts');
const { createPaintStepper } = await import('../stages/paint-stepper.ts');
serveLane(createPaintStepper);
