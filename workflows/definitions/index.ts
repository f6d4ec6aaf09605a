/** Every workflow, by the name it is started with. */
export { generate } from './generate.ts';
