import { buffer } from 'node:stream/consumers';
import type { Viewer } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import type { Call } from '../http/peers.ts';
import { requireRight } from '../policy/plans.ts';
import type { RouteContext } from '../routes/context.ts';
import { jpgEncoder } from '../routes/jpg.ts';
import type { OutputFormat } from './image-request.ts';

/**
 * A finished picture's file, base64.
 * @throws ReasonError `not_found` where the viewer may not see it any more, `plan_required` where it was made private and
 *   their plan has PNG of public pictures only, `unavailable` where the store does not answer.
 */
export async function pictureBase64(
  { catalog, pictures }: RouteContext,
  imageId: string,
  format: OutputFormat,
  viewer: Viewer,
  call: Call,
): Promise<string> {
  const asked = { viewer, imageId, kind: 'FILE_KIND_ORIGINAL' } as const;
  const { objectKey, pngAllowed } = await catalog.locateFile(asked, call);
  if (format === 'png' && !pngAllowed) requireRight(viewer.plan, 'private_png');
  const png = await buffer(await pictures.read(objectKey));
  if (format === 'png') return png.toString('base64');
  const encoder = jpgEncoder();
  encoder.end(png);
  return (await encoder.toBuffer()).toString('base64');
}

/** A preview, which is WebP, in the format of the finished picture, base64. */
export async function previewBase64(webpBase64: string, format: OutputFormat): Promise<string> {
  const preview = sharp(Buffer.from(webpBase64, 'base64'));
  const encoded = format === 'png' ? preview.png() : preview.jpeg();
  return (await encoded.toBuffer()).toString('base64');
}
