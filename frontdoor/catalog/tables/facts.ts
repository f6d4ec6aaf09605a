/**
 * Facts: what happened to a generation, numbered from 1 without gaps. The number comes from the generation's row, which
 * whoever writes a fact has locked; a fact's way to Redis is laid into the outbox beside it.
 */
import { type Fact, Reason, type Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonOf } from '@quartet/protos/reasons.ts';
import { visibleTo, wholeGenerationVisibleTo } from '../../policy/visibility.ts';
import type { Database, FactRow, Tx } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { addToOutbox } from './outbox.ts';

/** A fact before it has a number. */
export type NewFact = Omit<FactRow, 'generation_id' | 'number' | 'at'>;

/** Facts about a whole generation carry no image. */
export const generationFact = (kind: FactRow['kind'], status = ''): NewFact => ({
  kind,
  image_id: null,
  index: 0,
  reason: null,
  status,
});

export const imageFact = (
  kind: FactRow['kind'],
  image: { readonly id: string; readonly index: number },
  reason: string | null = null,
): NewFact => ({ kind, image_id: image.id, index: image.index, reason, status: '' });

/** Writes facts of a generation that the transaction has locked or made; the newest number. */
export async function appendFacts(tx: Tx, generationId: string, facts: readonly NewFact[], at: Date): Promise<number> {
  const { fact_count: last } = await tx
    .updateTable('generations')
    .set((eb) => ({ fact_count: eb('fact_count', '+', facts.length), touched_at: at }))
    .where('id', '=', generationId)
    .returning('fact_count')
    .executeTakeFirstOrThrow();
  if (facts.length === 0) return last;
  const first = last - facts.length + 1;
  const rows = facts.map((fact, offset) => ({ generation_id: generationId, number: first + offset, at, ...fact }));
  await tx.insertInto('facts').values(rows).execute();
  await addToOutbox(
    tx,
    generationId,
    rows.map((row) => ({ kind: 'publish_fact', fact: factOf(row) })),
  );
  return last;
}

/**
 * A generation's facts after a number, without those of images the viewer may not see. Refused with `not_found` when they
 * may see none of its images.
 */
export async function listFacts(
  db: Database,
  viewer: Viewer,
  generationId: string,
  after: number,
): Promise<readonly Fact[]> {
  const id = lookupId('gen', generationId);
  const images = await db
    .selectFrom('images')
    .select('images.id')
    .where('images.generation_id', '=', id)
    .where(visibleTo(viewer))
    .where(wholeGenerationVisibleTo(viewer))
    .execute();
  if (images.length === 0) throw new ReasonError('REASON_NOT_FOUND');
  const visibleIds = images.map((image) => image.id);
  const rows = await db
    .selectFrom('facts')
    .selectAll()
    .where('generation_id', '=', id)
    .where('number', '>', after)
    .where((eb) => eb.or([eb('image_id', 'is', null), eb('image_id', 'in', visibleIds)]))
    .orderBy('number')
    .execute();
  return rows.map(factOf);
}

/** Generations that ended before a time and still have facts, some at a time. */
export async function endedWithFacts(db: Database, before: Date, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('facts')
    .innerJoin('generations', 'generations.id', 'facts.generation_id')
    .select('facts.generation_id')
    .distinct()
    .where('facts.at', '<', before)
    .where('generations.ended_at', '<', before)
    .limit(limit)
    .execute();
  return rows.map((row) => row.generation_id);
}

/** Sweeps the facts of a generation; how many. */
export async function sweepFacts(db: Database, generationId: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('facts').where('generation_id', '=', generationId).executeTakeFirst();
  return Number(numDeletedRows);
}

/** A fact as the contracts carry it. */
export function factOf(row: FactRow): Fact {
  return {
    generationId: row.generation_id,
    number: row.number,
    kind: row.kind,
    imageId: row.image_id ?? '',
    index: row.index,
    reason: (row.reason && reasonOf(row.reason)) || Reason.REASON_UNSPECIFIED,
    status: row.status,
    atMs: row.at.getTime(),
  };
}
