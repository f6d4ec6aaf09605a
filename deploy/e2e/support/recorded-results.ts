/** What became of images in the end, as the database and the object store have it. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { isCheckpointKey, objectKey, objectsPrefix } from '@quartet/protos/objects.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { type ObjectStore, createObjectStore, listObjects } from '@quartet/service-kit/object-store.ts';
import { connect } from '../../../frontdoor/catalog/database/connect.ts';
import type { FactRow, ImageRow } from '../../../frontdoor/catalog/database/schema.ts';
import type { Stack } from './stack.ts';

/** An image's end. */
export interface RecordedResult {
  readonly id: string;
  readonly status: string;
  /** Kinds of the facts about it, in order. */
  readonly facts: readonly string[];
  /** Whether the file of the recorded lease is there with the digest that was recorded. */
  readonly isStored: boolean;
  /** Files of it that nothing refers to: what leases left that did not win. */
  readonly surplus: number;
}

/** What was recorded of images, in their order. One that the database does not know is missing. */
export async function recordedResults(stack: Stack, ids: readonly string[]): Promise<RecordedResult[]> {
  const database = connect(stack.facts.postgres[0]?.url ?? '', 1, createLogger('recorded-results', 'warn'));
  try {
    const images = await database.db.selectFrom('images').selectAll().where('id', 'in', ids).orderBy('id').execute();
    const facts = await database.db
      .selectFrom('facts')
      .selectAll()
      .where('image_id', 'in', ids)
      .orderBy('number')
      .execute();
    const store = storeOf(stack);
    const results: RecordedResult[] = [];
    for (const image of images) results.push(await resultOf(store, image, facts));
    return results.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  } finally {
    await database.close();
  }
}

async function resultOf(store: ObjectStore, image: ImageRow, facts: readonly FactRow[]): Promise<RecordedResult> {
  const { id, status, sha256, result_epoch: epoch, result_number: number } = image;
  const lease = { taskId: id, epoch: epoch ?? -1, number: number ?? -1 };
  const original = objectKey(lease, 'FILE_KIND_ORIGINAL');
  const kept = [original, objectKey(lease, 'FILE_KIND_THUMBNAIL')];
  const keys = (await listObjects(store, objectsPrefix(id))).map(({ key }) => key);
  const file = keys.includes(original) ? await buffer(await store.client.getObject(store.bucket, original)) : undefined;
  return {
    id,
    status,
    facts: facts.filter(({ image_id: imageId }) => imageId === id).map(({ kind }) => kind),
    isStored: file !== undefined && createHash('sha256').update(file).digest('hex') === sha256,
    // Checkpoints leave a moment after their image's end.
    surplus: keys.filter((key) => !kept.includes(key) && !isCheckpointKey(key)).length,
  };
}

function storeOf(stack: Stack): ObjectStore {
  const [{ url = '', bucket = '', access_key: accessKey = '', secret_key: secretKey = '' } = {}] = stack.facts.s3;
  return createObjectStore({
    QUARTET_S3_URL: url,
    QUARTET_S3_REGION: 'us-east-1',
    QUARTET_S3_BUCKET: bucket,
    QUARTET_S3_ACCESS_KEY: accessKey,
    QUARTET_S3_SECRET_KEY: secretKey,
  });
}
