import type { TaskContentInput } from '@quartet/protos/generated/index.ts';
import type { SourceShelf } from '../stages/testing.ts';
import { type ReferenceCase, sourcePicture } from './cases.ts';

/** A case as a task's content; what it begins with is put on the shelf. */
export async function contentOf(reference: ReferenceCase, shelf: SourceShelf): Promise<TaskContentInput> {
  const { model, width, height, prompt, negative_prompt, seed, steps, guidance, sampler, strength = 0 } = reference;
  const work = { prompt, negativePrompt: negative_prompt, seed, steps, guidance, sampler, strength };
  const source = strength > 0 ? { source: await shelf.put(sourcePicture(reference, 'source')) } : {};
  const mask = reference.masked ? { mask: await shelf.put(sourcePicture(reference, 'mask')) } : {};
  return { model, width, height, paint: { ...work, ...source, ...mask } };
}
