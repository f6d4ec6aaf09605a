/** When a task should have ended. */
import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { type Profile, stepMs } from './predict.ts';

/**
 * How long a task's person is to wait by their plan's aim, from the moment it was placed first: so many times what all pictures of
 * its generation take together on a node of their own.
 */
export function aimMs({ steps, images, aim }: TaskDescription, profile: Profile): number {
  return aim * (steps * stepMs(profile, images) + images * profile.overheadMs);
}
