import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Call, CatalogPort } from '../http/peers.ts';
import { present } from '../routes/present.ts';

/**
 * The pictures that a generation came to, by index; at least one.
 * @throws ReasonError why there are none: the first image's reason, `canceled`, or `unavailable` where it has not ended.
 */
export async function readyImages(
  { catalog }: { readonly catalog: Pick<CatalogPort, 'getGeneration'> },
  generationId: string,
  viewer: Viewer,
  call: Call,
): Promise<readonly Image[]> {
  const answer = await catalog.getGeneration({ viewer, id: generationId }, call);
  const { images, status, endedAtMs } = present(answer.generation, 'generation');
  if (endedAtMs === 0) throw new ReasonError('REASON_UNAVAILABLE');
  const ready = images.filter((image) => image.status === 'IMAGE_STATUS_READY');
  if (ready.length > 0) return ready;
  if (status === 'GENERATION_STATUS_CANCELED') throw new ReasonError('REASON_CANCELED');
  const failed = images.find((image) => image.reason !== 'REASON_UNSPECIFIED');
  throw new ReasonError(failed?.reason ?? 'REASON_INTERNAL');
}
