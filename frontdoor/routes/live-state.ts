/** Where images stand between two facts: their place in line, how far they are, when that will end. */
import type { Fact, Generation, Image, LiveEvent, Viewer } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { LiveStore } from '../events/live-store.ts';
import type { Call, CatalogPort } from '../http/peers.ts';

/** What is known of an image that has not ended. */
export interface LiveImageState {
  readonly position?: number;
  readonly estimate_seconds?: number;
  readonly step?: number;
  readonly steps?: number;
}

/**
 * The live state of a generation's images, by image id. Help, not truth: what cannot be learnt is left out.
 * Facts are asked for only where an image is painting: its pace needs its start.
 */
export async function liveStatesOf(
  generation: Pick<Generation, 'id' | 'images'>,
  peers: { readonly store: LiveStore; readonly catalog: Pick<CatalogPort, 'listFacts'>; readonly log: Logger },
  viewer: Viewer,
  call: Call,
): Promise<ReadonlyMap<string, LiveImageState>> {
  const open = generation.images.filter(({ status }) => isQueued(status) || isPainting(status));
  if (open.length === 0) return new Map();
  const factsOf = async (generationId: string): Promise<readonly Fact[]> => {
    try {
      return (await peers.catalog.listFacts({ viewer, generationId }, call)).facts;
    } catch (error) {
      peers.log.debug({ err: error, request_id: call.requestId }, 'no estimate of what is painting');
      return [];
    }
  };
  const [lives, facts] = await Promise.all([
    peers.store.readStates(
      generation.id,
      open.map((image) => image.id),
    ),
    open.some(({ status }) => isPainting(status)) ? factsOf(generation.id) : [],
  ]);
  return new Map(open.map((image) => [image.id, liveStateOf(image, lives, facts)]));
}

const isQueued = (status: Image['status']): boolean => status === 'IMAGE_STATUS_QUEUED';
const isPainting = (status: Image['status']): boolean => status === 'IMAGE_STATUS_PAINTING';

function liveStateOf(image: Image, lives: readonly LiveEvent[], facts: readonly Fact[]): LiveImageState {
  const own = lives.filter((live) => live.imageId === image.id);
  if (isQueued(image.status)) {
    const position = own.find((live) => live.position)?.position;
    return position ? { position: position.position, estimate_seconds: position.estimateSeconds } : {};
  }
  const live = own.find((each) => each.progress);
  if (!live?.progress) return {};
  const { step, steps } = live.progress;
  const started = facts.findLast((fact) => fact.imageId === image.id && fact.kind === 'FACT_KIND_IMAGE_STARTED');
  // A live number is the time of its making, Unix milliseconds, or a little more.
  const paintedMs = started ? live.liveNumber - started.atMs : 0;
  if (step < 1 || paintedMs <= 0) return { step, steps };
  const restSeconds = ((paintedMs / step) * (steps - step)) / 1_000;
  return { step, steps, estimate_seconds: Math.round(restSeconds * 10) / 10 };
}
