/**
 * The step a run that begins with a picture begins at; equal to `steps` when the strength leaves nothing to do.
 * Source: `get_timesteps` of diffusers' image-to-image pipelines; those of flow-matching models keep fractions longer.
 *
 * @param sampler its diffusers class name
 * @param strength 0 to 1: how far from the picture the result may go
 */
export function beginStep(sampler: string, steps: number, strength: number): number {
  if (sampler === 'FlowMatchEulerDiscreteScheduler') return Math.trunc(Math.max(steps - steps * strength, 0));
  return Math.max(steps - Math.trunc(steps * strength), 0);
}
