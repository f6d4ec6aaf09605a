/** What follows from the end of images: their facts, and in the same transaction the generation's end and last fact. */
import type { GenerationRow, ImageRow, Tx } from '../database/schema.ts';
import { type NewFact, appendFacts, generationFact, imageFact } from '../tables/facts.ts';
import { endState, markEnded } from '../tables/generations.ts';
import { imagesOfLocked, noteEndedFact } from '../tables/images.ts';

/**
 * Writes the facts of what has just happened to images of a locked generation, those of `ended` images' ends included, and
 * ends the generation when its last image has.
 * @returns the number of the generation's newest fact: what the request and its repeats are answered with.
 */
export async function settle(
  tx: Tx,
  generation: Pick<GenerationRow, 'id' | 'cancel_asked'>,
  ended: readonly ImageRow[],
  facts: readonly NewFact[],
  at: Date,
): Promise<number> {
  const state = endState(await imagesOfLocked(tx, generation.id), generation.cancel_asked);
  if (state) await markEnded(tx, generation.id, state, at);
  const factNumber = await appendFacts(tx, generation.id, state ? [...facts, lastFact(state)] : facts, at);
  if (ended.length > 0) {
    await noteEndedFact(
      tx,
      ended.map((image) => image.id),
      factNumber,
    );
  }
  return factNumber;
}

function lastFact(state: 'succeeded' | 'canceled' | 'failed'): NewFact {
  return state === 'canceled'
    ? generationFact('FACT_KIND_GENERATION_CANCELED')
    : generationFact('FACT_KIND_GENERATION_COMPLETED', state);
}

export const canceledFact = (image: ImageRow): NewFact => imageFact('FACT_KIND_IMAGE_CANCELED', image);
