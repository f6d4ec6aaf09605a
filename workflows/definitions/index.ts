/** Every workflow, by the name it is started with. */
export { background } from './background.ts';
export { generate } from './generate.ts';
export { upscale } from './upscale.ts';
